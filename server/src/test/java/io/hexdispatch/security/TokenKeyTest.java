package io.hexdispatch.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKeyTest {
    @TempDir
    private Path folder;

    @Test
    void isMadeOnceAndReadAfterwards() throws IOException {
        String first = TokenKey.in(folder).secret();

        assertThat(first).matches("[0-9a-f]{64}");
        assertThat(TokenKey.in(folder).secret()).isEqualTo(first);
    }

    @Test
    void isAnotherInEveryFolder(@TempDir Path other) throws IOException {
        assertThat(TokenKey.in(folder).secret()).isNotEqualTo(TokenKey.in(other).secret());
    }

    @Test
    void isReadableByItsOwnerAloneAndLeavesNoDraft() throws IOException {
        TokenKey.in(folder);

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("token.key"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("token.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void isOneHoweverManyMakeItAtOnce() throws Exception {
        int makers = 8;
        CyclicBarrier start = new CyclicBarrier(makers);
        ExecutorService threads = Executors.newFixedThreadPool(makers);
        try {
            for (int round = 0; round < 20; round++) {
                Path fresh = Files.createDirectory(folder.resolve("round-" + round));
                List<Callable<String>> tasks = new ArrayList<>();
                for (int maker = 0; maker < makers; maker++) {
                    tasks.add(() -> {
                        start.await();
                        return TokenKey.in(fresh).secret();
                    });
                }
                Set<String> secrets = new HashSet<>();
                for (Future<String> secret : threads.invokeAll(tasks)) {
                    secrets.add(secret.get());
                }
                assertThat(secrets).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A file of 64 bytes of anything was taken for a key, such as the zeros that a power failure can leave. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "0123456789abcdef",
                "0000000000000000000000000000000000000000000000000000000000000000 0",
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                        + "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                "这不是密钥"
            })
    void isNotTakenFromABrokenFileAndThatIsLeftAsItIs(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("token.key"), content);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TokenKey.in(folder))
                .withMessage(file + " does not hold a key of 64 hexadecimal digits; delete it to have a new one made,"
                        + " which voids all tokens");
        assertThat(file).hasContent(content);
    }

    @Test
    void cannotBeMadeWhereThereIsNoFolder() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> TokenKey.in(folder.resolve("missing")));
    }
}
