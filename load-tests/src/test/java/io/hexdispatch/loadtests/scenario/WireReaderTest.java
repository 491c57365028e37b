package io.hexdispatch.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.loadtests.scenario.Ledger.Answer;
import io.hexdispatch.loadtests.scenario.Ledger.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireReaderTest {
    @Test
    void readsBaseGridAndOrdersOfAnAnswer() throws IOException {
        Answer answer = WireReader.answer(
                """
                {"number":"20260301-0000001","grids":[
                  {"level":"DEDICATED","code":"410102Z01","name":"x"},
                  {"level":"CELL","code":"410102001001001"},{"level":"CITY","code":"410100"}],
                 "category":{"code":"01012"},
                 "orders":[{"id":"20260301-0000001-1","unit":"police-410102","responder":"load-1"},
                           {"id":"20260301-0000001-2","unit":"fire-410102","skill":"fire-fighting"}],
                 "explanation":{"units":[{"orders":[1]}]}}
                """
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(answer)
                .isEqualTo(new Answer(
                        "410102001001001",
                        List.of(
                                new Order("20260301-0000001-1", "police-410102"),
                                new Order("20260301-0000001-2", "fire-410102")),
                        1));
    }

    @Test
    void readsAnOrderWhateverTheOrderOfTheFields() throws IOException {
        WireReader.Message message = WireReader.message(
                """
                {"data":{"event":{"source":"load-test","sourceEventId":"run-7","category":{"code":"01012"}},
                         "order":{"id":"20260301-0000001-1"}},
                 "subject":"20260301-0000001-1","type":"io.hexdispatch.order.dispatched"}
                """);

        assertThat(message.isOrder()).isTrue();
        assertThat(message.subject()).isEqualTo("20260301-0000001-1");
        assertThat(message.sourceEventId()).isEqualTo("run-7");
    }

    @Test
    void readsOtherMessages() throws IOException {
        WireReader.Message message = WireReader.message(
                "{\"type\":\"io.hexdispatch.command.refused\",\"data\":{\"problem\":{\"status\":503}}}");

        assertThat(message.isOrder()).isFalse();
        assertThat(message.type()).isEqualTo("command.refused");
    }

    @Test
    void refusesWhatIsNoJsonObject() {
        assertThatThrownBy(() -> WireReader.message("[]")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> WireReader.message("")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> WireReader.answer("{\"orders\":[{".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }
}
