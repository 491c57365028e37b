package io.hexdispatch.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenTextTest {
    private static final String TOKEN = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYWRtaW4ifQ.a-b_c0";

    @Test
    void hidesEveryTokenInAText() {
        assertThat(TokenText.hidden("there is nothing at /x/" + TOKEN + "/y, and " + TOKEN + "."))
                .isEqualTo("there is nothing at /x/(a token)/y, and (a token).");
        assertThat(TokenText.hidden(TOKEN.substring(0, TOKEN.lastIndexOf('.') + 1)))
                .isEqualTo("(a token)");
    }

    @Test
    void leavesEverythingElseAsItIs() {
        for (String text : new String[] {"", "eyJ", "eyJ.eyJ", "路灯坏了 a.b.c", "3c5e4b0e-52f0-4f0c-9d0a-6f7c2d9be111"}) {
            assertThat(TokenText.hidden(text)).isEqualTo(text);
        }
    }
}
