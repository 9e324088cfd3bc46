package io.piecemeal.adapters.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClamdAddressTest {

  @Test
  void aHostHasAPortAndASocketAPath() {
    assertThat(ClamdAddress.parse("tcp://scanner.test:3310"))
        .isEqualTo(new ClamdAddress.Tcp("scanner.test", 3310))
        .hasToString("tcp://scanner.test:3310");
    assertThat(ClamdAddress.parse("tcp://[::1]:3310"))
        .isEqualTo(new ClamdAddress.Tcp("[::1]", 3310));
    assertThat(ClamdAddress.parse("unix:/run/clamav/clamd.ctl"))
        .isEqualTo(new ClamdAddress.Unix(Path.of("/run/clamav/clamd.ctl")))
        .isEqualTo(ClamdAddress.parse("unix:///run/clamav/clamd.ctl"))
        .hasToString("unix:/run/clamav/clamd.ctl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "scanner:3310",
        "tcp://scanner",
        "tcp://scanner:0",
        "tcp://scanner:70000",
        "tcp://scanner:3310/path",
        "tcp://user@scanner:3310",
        "http://scanner:3310",
        "tcp:///run/clamd",
        "unix:",
        "unix:run/clamd.ctl",
        "tcp://scan ner:3310"
      })
  void whatIsNeitherIsRefused(String text) {
    assertThatThrownBy(() -> ClamdAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tcp://host:3310");
  }
}
