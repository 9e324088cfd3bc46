package io.piecemeal.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.scan.ClamdAddress;
import io.piecemeal.domain.upload.ScanPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ScanOptionsTest {

  private static Optional<Settings.Scanner> scanner(Map<String, String> environment) {
    return SettingsOptions.parse(List.of(), environment).scanner();
  }

  @Test
  void nothingIsScannedWithoutAScanner() {
    assertThat(scanner(Map.of())).isEmpty();
    assertThat(scanner(Map.of("PIECEMEAL_SCANNER", " "))).isEmpty();
    assertThat(scanner(Map.of("PIECEMEAL_SCAN", "none"))).isEmpty();
  }

  @Test
  void filesOfAllAreScannedUnlessTheSettingSaysOtherwise() {
    assertThat(scanner(Map.of("PIECEMEAL_SCANNER", "tcp://scanner.test:3310")))
        .contains(new Settings.Scanner(new ClamdAddress.Tcp("scanner.test", 3310), ScanPolicy.ALL));
    assertThat(scanner(Map.of("PIECEMEAL_SCANNER", "unix:/run/c.ctl", "PIECEMEAL_SCAN", "none")))
        .contains(
            new Settings.Scanner(new ClamdAddress.Unix(Path.of("/run/c.ctl")), ScanPolicy.NONE));
  }

  @Test
  void whatCannotBeIsRefusedByItsName() {
    assertRefused(Map.of("PIECEMEAL_SCANNER", "scanner:3310"), "PIECEMEAL_SCANNER");
    assertRefused(
        Map.of("PIECEMEAL_SCANNER", "tcp://scanner:3310", "PIECEMEAL_SCAN", "some"),
        "PIECEMEAL_SCAN");
    assertRefused(Map.of("PIECEMEAL_SCAN", "all"), "PIECEMEAL_SCANNER");
  }

  private static void assertRefused(Map<String, String> environment, String named) {
    assertThatThrownBy(() -> scanner(environment))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(named);
  }
}
