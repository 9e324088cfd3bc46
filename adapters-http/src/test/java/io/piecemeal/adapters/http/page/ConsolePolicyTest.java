package io.piecemeal.adapters.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser lets the console do. */
final class ConsolePolicyTest {

  private static final String PAGE =
      "<head><script type=\"importmap\">hello</script><script src=\"a.js\"></script></head>";

  /** Of the text "hello", in Base64. */
  private static final String DIGEST = "'sha256-LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ='";

  private final ConsolePolicy policy = new ConsolePolicy(PAGE);

  @Test
  void onlyTheImportMapMayStandInThePageAndNothingMayComeFromElsewhere() {
    String text = policy.text(Optional.empty());

    assertThat(text)
        .startsWith("default-src 'none'; script-src 'self' " + DIGEST + ";")
        .contains("connect-src 'self';", "frame-ancestors 'none'", "base-uri 'none'")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "http", "*");
  }

  @ParameterizedTest
  @CsvSource({
    "https://id.example.org/token, https://id.example.org",
    "https://id.example.org:8443/a/token?b=c#d, https://id.example.org:8443",
    "http://[::1]:9000/token, http://[::1]:9000",
    "https://someone@id.example.org/token, https://id.example.org",
    "https://id.example.org/token;script-src%20*, https://id.example.org"
  })
  void tokensComeFromTheOriginOfTheirEndpointAlone(String endpoint, String origin) {
    assertThat(policy.text(Optional.of(URI.create(endpoint))))
        .contains("; connect-src 'self' " + origin + "; ")
        .isEqualTo(
            policy
                .text(Optional.empty())
                .replace("connect-src 'self'", "connect-src 'self' " + origin));
  }

  @Test
  void aConsoleWithoutAnImportMapDoesNotStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new ConsolePolicy("<script type=\"module\"></script>"));
  }

  @Test
  void theConsoleThatIsPackagedHasOne() {
    assertThat(new ConsolePolicy(Resources.text("/console/console.html")).text(Optional.empty()))
        .containsPattern("script-src 'self' 'sha256-[A-Za-z0-9+/]{43}='");
  }
}
