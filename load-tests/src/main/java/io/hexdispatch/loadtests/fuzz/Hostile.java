package io.hexdispatch.loadtests.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.SplittableRandom;

/** Texts, values and bytes at which programs stumble. */
final class Hostile {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\0",
            "a\0b",
            "\ud800",
            "\udfff\ud800",
            "\u202e\u200b\ufeff",
            "😀".repeat(50),
            "é\u0301",
            "ﷺ",
            "-1",
            "0",
            "1",
            "00",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "99999999999999999999999999",
            "1e400",
            "-0",
            "NaN",
            "Infinity",
            "0x10",
            "1.5",
            "1_000",
            "null",
            "true",
            "[]",
            "{}",
            "../../../etc/passwd",
            "..%2f..",
            "%00",
            "%",
            "%zz",
            "a b+c&d=e",
            "';DROP TABLE event;--",
            "\" OR 1=1",
            "$1",
            "${jndi:ldap://127.0.0.1/x}",
            "<script>alert(1)</script>",
            "{{7*7}}",
            "2026-02-30T25:61:61Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "2026-11-25T00:00:00+18:00",
            "2026-11-25",
            "20261125-0000001",
            "20261125-0000001-1",
            "20261125-0000001-32768",
            "20260230-0000001",
            "20261125-9223372036854775807",
            "20261125-999999999999999999",
            "99999999-0000001",
            "rc-1",
            "rc-9223372036854775807",
            "8a0000000000000",
            "8fffffffffffffff",
            "application/json",
            "*",
            "*/*",
            "a".repeat(300),
            "9".repeat(400),
            "x".repeat(5_000),
            "ab,".repeat(700),
            "(".repeat(600),
            "\r\n\r\n",
            "\t\u000b\u001b[31m");
    private static final List<Double> NUMBERS = List.of(
            0.0,
            -0.0,
            1.0,
            -1.0,
            90.0,
            -90.0,
            180.0,
            180.0000001,
            -180.0,
            1e9,
            1e18,
            1e19,
            1e300,
            -1e300,
            4.9e-324,
            0.1);

    private Hostile() {}

    static String text(SplittableRandom random) {
        if (random.nextInt(4) > 0) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
        }
        return text.toString();
    }

    static double number(SplittableRandom random) {
        return NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    static Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 4 ? 6 : 9)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong();
            case 4 -> number(random);
            case 5 -> text(random);
            case 6 -> {
                JsonArray list = new JsonArray();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth + 1));
                }
                yield list;
            }
            case 7 -> {
                JsonObject object = new JsonObject();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.put(text(random), value(random, depth + 1));
                }
                yield object;
            }
            default -> {
                Object nested = 1;
                for (int i = random.nextInt(60); i > 0; i--) {
                    nested = random.nextBoolean() ? new JsonArray().add(nested) : new JsonObject().put("a", nested);
                }
                yield nested;
            }
        };
    }

    /** Some bytes changed, taken out, doubled, or put in. */
    static byte[] mutated(byte[] bytes, SplittableRandom random) {
        byte[] result = bytes;
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = result.length == 0 ? 0 : random.nextInt(result.length);
            int length = Math.min(result.length - at, random.nextInt(1 + Math.min(64, result.length)));
            byte[] put =
                    switch (random.nextInt(5)) {
                        case 0 -> new byte[] {(byte) random.nextInt(256)};
                        case 1 -> new byte[0];
                        case 2 -> java.util.Arrays.copyOfRange(result, at, at + length);
                        case 3 -> text(random).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                        default -> new byte[] {(byte) 0xff, (byte) 0xc0, (byte) 0x80, 0, (byte) 0xed, (byte) 0xa0};
                    };
            int cut = random.nextBoolean() ? length : 0;
            if (random.nextInt(12) == 0) {
                cut = result.length - at;
            }
            byte[] next = new byte[result.length - cut + put.length];
            System.arraycopy(result, 0, next, 0, at);
            System.arraycopy(put, 0, next, at, put.length);
            System.arraycopy(result, at + cut, next, at + put.length, result.length - at - cut);
            result = next;
        }
        return result;
    }
}
