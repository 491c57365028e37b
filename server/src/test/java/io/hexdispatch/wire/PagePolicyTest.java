package io.hexdispatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PagePolicyTest {
    /** The hash was computed by: printf 'a{b:c}' | openssl dgst -sha256 -binary | base64 */
    @Test
    void knowsTheStyleOfAPageByItsHash() {
        assertThat(PagePolicy.of("<html><style>a{b:c}</style><p>x"))
                .contains(
                        "default-src 'none'",
                        "frame-ancestors 'none'",
                        "style-src 'sha256-0cRUVYRKwNwnl1hkfkPGjkht16b039TjFdJzmXfFK2o='")
                .doesNotContain("unsafe");
    }

    @Test
    void allowsNothingWhereThereIsNoStyle() {
        assertThat(PagePolicy.of("<html><p>x")).isEqualTo(PagePolicy.NOTHING);
        assertThat(PagePolicy.of("<html><style>never closed")).isEqualTo(PagePolicy.NOTHING);
        assertThat(PagePolicy.of("")).isEqualTo(PagePolicy.NOTHING);
    }

    /** What somebody smuggled into a page further down is not applied. */
    @Test
    void knowsTheFirstStyleAlone() {
        assertThat(PagePolicy.of("<style>a{b:c}</style><style>evil</style>"))
                .isEqualTo(PagePolicy.of("<style>a{b:c}</style>"));
    }
}
