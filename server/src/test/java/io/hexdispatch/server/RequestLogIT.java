package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.hexdispatch.access.Role;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** At debug there is one line for each request, with who did what, and nothing secret. */
@ExtendWith(RunningServer.Shared.class)
class RequestLogIT {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.hexdispatch.http.RequestLog");
    private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            lines.add(line);
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.DEBUG);
    }

    @AfterEach
    void stop() {
        logger.setLevel(null);
        logger.detachAppender(appender);
    }

    @Test
    void aRequestIsOneLineWithMethodRouteStatusMicrosecondsAndActorAndWithoutAToken(RunningServer city)
            throws InterruptedException {
        String token = city.token(Role.ADMIN, "wang");
        city.get("/api/v1/events/20260101-9999999?hint=" + token, token);

        ILoggingEvent line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        Map<String, String> pairs = line.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
        assertThat(pairs).containsOnlyKeys("method", "route", "status", "micros", "actor");
        assertThat(pairs)
                .containsEntry("method", "GET")
                .containsEntry("route", "/api/v1/events/:number")
                .containsEntry("status", "404")
                .containsEntry("actor", "admin wang");
        assertThat(Long.parseLong(pairs.get("micros"))).isPositive();
        assertThat(line.getFormattedMessage() + pairs).doesNotContain(token);
        assertThat(lines).isEmpty();
    }

    @Test
    void whoHasNoTokenIsUnknown(RunningServer city) throws InterruptedException {
        city.get("/api/v1/events", "");

        ILoggingEvent line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        assertThat(line.getKeyValuePairs()).anyMatch(pair -> pair.key.equals("actor") && pair.value.equals("unknown"));
    }
}
