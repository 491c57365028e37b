package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line as it answers before anything runs. */
final class MainTest {
    private record Run(int exitCode, String output) {}

    private static Run run(String... arguments) {
        StringWriter output = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(output, true)).setErr(new PrintWriter(output, true));
        return new Run(commandLine.execute(arguments), output.toString());
    }

    @Test
    void helpIsEverywhere() {
        assertThat(run("--help").output()).contains("serve", "token", "watch", "boundaries", "Exit codes");
        for (String command : new String[] {"serve", "token", "watch", "boundaries"}) {
            Run run = run(command, "--help");
            assertThat(run.exitCode()).isZero();
            assertThat(run.output()).contains("Usage: hexdispatch " + command);
        }
        assertThat(run("boundaries", "export", "--help").output()).contains("--to=FILE");
    }

    @Test
    void aWrongCommandLineIsRefusedWithTheOptionAtFault(@TempDir Path data) {
        assertWrong("Unknown option", "serve", "--prot", "1");
        assertWrong("--port", "serve", "--port", "90000");
        assertWrong("postgresql://user:password@host:port/database", "serve", "--database-url", "jdbc:x");
        assertWrong("dispatcher", "token", "--role", "dispatcher", "--data", data.toString());
        assertWrong("--for", "token", "--role", "unit", "--data", data.toString());
        assertWrong("--days", "token", "--role", "admin", "--days", "0", "--data", data.toString());
        assertWrong("there is no folder", "token", "--role", "admin", "--data", data + "/none");
        assertWrong("is not like http://", "watch", "--token", "x", "--url", "ftp://here");
        assertWrong(".geojson", "boundaries", "export", "--to", data + "/city.shp");
        assertWrong("Which command", "boundaries");
        assertWrong("--role", "token", "--data", data.toString());
        assertWrong("--role", "token", "revoke", "--data", data.toString());
        assertWrong("is not the data folder", "token", "revoke", "some-id", "--data", data.toString());
        assertWrong("is no token with an id", "token", "revoke", "a.b.c", "--data", data.toString());
        assertWrong("--tls-key is missing", "serve", "--tls-certificate", "cert.pem");
        assertWrong("--tls-certificate: there is no", "serve", "--tls-certificate", "no.pem", "--tls-key", "no.key");
        assertWrong("is no origin", "serve", "--allowed-origins", "https://map.example.org/path");
        assertWrong("is no origin", "serve", "--allowed-origins", "*");
        assertWrong("is no IP address", "serve", "--trusted-proxies", "proxy.example.org");
        assertWrong("--rate-per-token: -1", "serve", "--rate-per-token", "-1");
        assertWrong("--connections-per-address", "serve", "--connections-per-address", "1000001");
    }

    private static void assertWrong(String hint, String... arguments) {
        Run run = run(arguments);
        assertThat(run.output()).contains(hint);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void whatTheCommandLineLeavesOutComesFromTheEnvironment() {
        assertThat(portOf(Map.of(), "serve")).isEqualTo("8080");
        assertThat(portOf(Map.of("HEXDISPATCH_PORT", "9000"), "serve")).isEqualTo("9000");
        assertThat(portOf(Map.of("HEXDISPATCH_PORT", ""), "serve")).isEqualTo("8080");
        assertThat(portOf(Map.of("HEXDISPATCH_PORT", "9000"), "serve", "--port", "9001"))
                .isEqualTo("9001");
    }

    @Test
    void whatTheEnvironmentLeavesOutComesFromTheFileThatItNames(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("hexdispatch.properties"), "# ours\nport=9002\n");
        Map<String, String> environment = Map.of("HEXDISPATCH_CONFIG", file.toString());
        assertThat(portOf(environment, "serve")).isEqualTo("9002");
        assertThat(portOf(environment, "serve", "--port", "9001")).isEqualTo("9001");
        assertThat(portOf(Map.of("HEXDISPATCH_CONFIG", file.toString(), "HEXDISPATCH_PORT", "9000"), "serve"))
                .isEqualTo("9000");

        Files.writeString(file, "prot=9002\n");
        assertThatThrownBy(() -> portOf(environment, "serve"))
                .hasMessageContaining("\"prot\", which is not known")
                .hasMessageContaining("port");
        assertThatThrownBy(() -> portOf(Map.of("HEXDISPATCH_CONFIG", folder + "/none"), "serve"))
                .hasMessageContaining("cannot be read");
    }

    private static String portOf(Map<String, String> environment, String... arguments) {
        return Main.commandLine()
                .setDefaultValueProvider(new Settings(environment))
                .parseArgs(arguments)
                .subcommand()
                .commandSpec()
                .findOption("--port")
                .getValue()
                .toString();
    }
}
