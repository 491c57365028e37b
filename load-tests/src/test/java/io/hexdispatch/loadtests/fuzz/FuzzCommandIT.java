package io.hexdispatch.loadtests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.loadtests.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** A short attack on the packaged server, as a user would run it; a long one is a command. */
class FuzzCommandIT {
    @Test
    void twentyThousandHostileInputsAreTakenAsTheyShouldBe() {
        StringWriter told = new StringWriter();

        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(told))
                .setErr(new PrintWriter(told))
                .execute("fuzz", "--inputs=20000", "--server-jar=" + System.getProperty("hexdispatch.jar"));

        assertThat(exitCode).as(told.toString()).isZero();
    }

    @Test
    void aCaseCanBeReplayed() {
        StringWriter told = new StringWriter();

        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(told))
                .setErr(new PrintWriter(told))
                .execute("fuzz", "--case=3", "--server-jar=" + System.getProperty("hexdispatch.jar"));

        assertThat(exitCode).as(told.toString()).isZero();
        assertThat(told.toString()).contains("no fault");
    }
}
