package io.hexdispatch.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.loadtests.scenario.FaultBooks.Reported;
import org.junit.jupiter.api.Test;

class FaultBooksTest {
    private final FaultBooks books = new FaultBooks();

    @Test
    void aReportThatIsAcknowledgedTwiceUnderOneNumberIsFiledOnce() {
        Reported reported = books.report("fault-1", System.nanoTime());
        assertThat(books.open()).isEqualTo(1);

        books.acknowledged(reported, "20260101-1");
        books.acknowledged(reported, "20260101-1");

        assertThat(books.open()).isZero();
        assertThat(books.acknowledged()).isEqualTo(1);
        assertThat(books.faults()).isEmpty();
    }

    @Test
    void twoNumbersForOneReportAreAFault() {
        Reported reported = books.report("fault-1", System.nanoTime());
        books.acknowledged(reported, "20260101-1");
        books.acknowledged(reported, "20260101-2");

        assertThat(books.faults()).containsExactly("fault-1 was acknowledged as 20260101-1 and as 20260101-2");
    }
}
