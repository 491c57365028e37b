package io.hexdispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @Test
    void readsAnAddress() {
        DatabaseAddress address = DatabaseAddress.parse("postgresql://dispatch:secret@db.city.example:5433/events");

        assertThat(address.user()).isEqualTo("dispatch");
        assertThat(address.password()).isEqualTo("secret");
        assertThat(address.options().getHost()).isEqualTo("db.city.example");
        assertThat(address.options().getPort()).isEqualTo(5433);
        assertThat(address.options().getDatabase()).isEqualTo("events");
        assertThat(address.jdbcUrl()).startsWith("jdbc:postgresql://db.city.example:5433/events");
    }

    @Test
    void takesTheUsualPortAndTheShorterScheme() {
        assertThat(DatabaseAddress.parse("postgres://dispatch:secret@db/events").jdbcUrl())
                .startsWith("jdbc:postgresql://db:5432/events");
    }

    @Test
    void readsCharactersThatAUrlDoesNotAllow() {
        DatabaseAddress address = DatabaseAddress.parse("postgresql://dispatch:p%40ss%23%2F@db/my%20events");

        assertThat(address.password()).isEqualTo("p@ss#/");
        assertThat(address.options().getDatabase()).isEqualTo("my events");
    }

    @Test
    void asksBothClientsForTheSameEncryption() {
        DatabaseAddress address = DatabaseAddress.parse("postgresql://dispatch:secret@db/events?sslmode=verify-full");

        assertThat(address.options().getSslMode()).isEqualTo(SslMode.VERIFY_FULL);
        assertThat(address.jdbcUrl()).contains("?sslmode=verify-full&sslfactory=");
        assertThat(address.options().getSslOptions().isTrustAll()).isFalse();
        assertThat(address.options().getSslOptions().getHostnameVerificationAlgorithm())
                .isEqualTo("HTTPS");
    }

    @Test
    void encryptsNothingUnlessItIsAsked() {
        DatabaseAddress address = DatabaseAddress.parse("postgresql://dispatch:secret@db/events");

        assertThat(address.options().getSslMode()).isEqualTo(SslMode.DISABLE);
        assertThat(address.jdbcUrl()).endsWith("?sslmode=disable");
    }

    @Test
    void believesTheAuthorityThatIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("ca & co.pem"));
        String encoded = URLEncoder.encode(file.toString(), StandardCharsets.UTF_8);
        DatabaseAddress address =
                DatabaseAddress.parse("postgresql://dispatch:secret@db/events?sslmode=require&sslrootcert=" + encoded);

        assertThat(address.options().getSslMode()).isEqualTo(SslMode.VERIFY_CA);
        assertThat(address.jdbcUrl()).endsWith("?sslmode=verify-ca&sslrootcert=" + encoded);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.parse("postgresql://dispatch:secret@db/events?sslrootcert=/none.pem"))
                .withMessageContaining("sslrootcert")
                .withMessageContaining("/none.pem");
    }

    /** The migrations ran in another database, whose name ended where this one has a question mark. */
    @Test
    void migratesTheDatabaseThatItConnectsToWhateverItsName() {
        assertThat(DatabaseAddress.parse("postgresql://dispatch:secret@db/a%3Fb%20c")
                        .jdbcUrl())
                .startsWith("jdbc:postgresql://db:5432/a%3Fb+c?");
    }

    @Test
    void showsItselfWithoutThePassword() {
        assertThat(DatabaseAddress.parse("postgresql://dispatch:secret@db:5433/events"))
                .hasToString("postgresql://dispatch@db:5433/events");
    }

    /** Some of these were refused in the words of the client library, which repeat the whole address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "events",
                "secret secret",
                "mysql://dispatch:secret@db/events",
                "postgresql:dispatch:secret@db/events",
                "postgresql://dispatch:secret@/events",
                "postgresql://dispatch:secret@db",
                "postgresql://dispatch:secret@db/",
                "postgresql://dispatch:secret@db/events/more",
                "postgresql://dispatch:secret@db:0/events",
                "postgresql://dispatch:secret@db:99999/events",
                "postgresql://dispatch:secret@db:port/events",
                "postgresql://dispatch:secret@db/events?sslmode=secret",
                "postgresql://dispatch:secret@db/events#secret",
                "postgresql://dispatch:se:secret@db/events",
                "postgresql://dispatch:se#secret@db/events",
                "postgresql://dispatch:se%secret@db/events",
                "postgresql://dispatch:se@secret@db/events",
                "postgresql://dispatch:se+secret@db/events",
                "postgresql://:secret@db/events"
            })
    void refusesWhatIsNoAddressWithoutRepeatingThePassword(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.parse(url))
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContain("secret")
                        .contains("postgresql://user:password@host:port/database"))
                .withNoCause();
    }

    /** The client library would connect as a user named "user". */
    @Test
    void refusesAnAddressWithoutAUser() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.parse("postgresql://db/events"))
                .withMessageStartingWith("it is not of the form postgresql://user:password@");
    }
}
