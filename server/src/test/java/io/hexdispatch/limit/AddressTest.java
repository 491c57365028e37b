package io.hexdispatch.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:DB8:0001:0002:ffff:0:0:1, 2001:db8:1:2::/64",
        "2001:db8::1, 2001:db8:0:0::/64",
        "2001:db8:1:2::, 2001:db8:1:2::/64",
        "::1, 0:0:0:0::/64",
        "1::2:3:4:5:6:7, 1:0:2:3::/64",
        "fe80::1%eth0, fe80:0:0:0::/64",
        "fe80:0:0:0:1:2:3:4%2, fe80:0:0:0::/64",
        "::ffff:192.0.2.1, 192.0.2.1",
        "unknown, unknown",
    })
    void aNetworkOfVersion6CountsAsOne(String text, String counted) {
        assertThat(Address.counted(text)).isEqualTo(counted);
    }

    @ParameterizedTest
    @CsvSource({"':'", "'::'", "':::::::::::::'", "'a:'", "':a'", "'%'", "'1:2:3:4:5:6:7:8:9:a:b'", "''"})
    void whatIsNoAddressIsCountedAllTheSame(String text) {
        assertThat(Address.counted(text)).isNotNull();
    }
}
