package io.piecemeal.http.server.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is a caller behind proxies 10.0.0.0/8 and fd00::1, and who only says so. */
class ClientAddressesTest {

  private static final InetSocketAddress PROXY = new InetSocketAddress("10.1.2.3", 5000);
  private static final InetSocketAddress STRANGER = new InetSocketAddress("192.0.2.1", 5000);

  private final ClientAddresses callers =
      new ClientAddresses(
          TrustedProxies.in(Set.of("10.0.0.0/8", "fd00::1")),
          new AllowedHosts(Set.of("files.example.org", "[fd00::5]")));

  private static HttpHeaders fields(String... namesAndValues) {
    HttpHeaders fields = new DefaultHttpHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  private String address(InetSocketAddress peer, HttpHeaders fields) {
    SocketAddress caller = Objects.requireNonNull(callers.address(peer, fields::getAll));
    return ((InetSocketAddress) caller).getAddress().getHostAddress();
  }

  private Optional<URI> url(InetSocketAddress peer, HttpHeaders fields) {
    return callers.url(peer, fields::getAll);
  }

  @Test
  void aStrangerIsNotBelieved() {
    HttpHeaders fields =
        fields(
            "X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https", "Forwarded", "for=a");
    assertThat(address(STRANGER, fields)).isEqualTo("192.0.2.1");
    assertThat(url(STRANGER, fields)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9 | 203.0.113.9",
        "198.51.100.1, 203.0.113.9 | 203.0.113.9",
        "198.51.100.1, 203.0.113.9, 10.9.9.9 | 203.0.113.9",
        "203.0.113.9, fd00::1,10.9.9.9 | 203.0.113.9",
        "203.0.113.9:4711 | 203.0.113.9",
        "2001:db8::7 | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:4711 | 2001:db8:0:0:0:0:0:7",
        "10.9.9.9 | 10.9.9.9",
        "203.0.113.9, unknown, 10.9.9.9 | 10.9.9.9",
        "203.0.113.9, localhost | 10.1.2.3",
        "'' | 10.1.2.3"
      })
  void theRightmostAddressThatIsNoProxysIsTheCallers(String field, String caller) {
    assertThat(address(PROXY, fields("X-Forwarded-For", field))).isEqualTo(caller);
  }

  @Test
  void severalLinesAreOneList() {
    HttpHeaders fields =
        fields("X-Forwarded-For", "198.51.100.1", "X-Forwarded-For", "203.0.113.9");
    assertThat(address(PROXY, fields)).isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "for=203.0.113.9 | 203.0.113.9",
        "For=\"203.0.113.9:80\";proto=https;by=10.1.2.3 | 203.0.113.9",
        "for=198.51.100.1, for=203.0.113.9;proto=http, for=10.9.9.9 | 203.0.113.9",
        "for=\"[2001:db8::7]:4711\" | 2001:db8:0:0:0:0:0:7",
        "for=\"a,for=198.51.100.1\", for=203.0.113.9 | 203.0.113.9",
        "for=_hidden, for=10.9.9.9 | 10.9.9.9",
        "for=\"198.51.100.1, for=203.0.113.9 | 10.1.2.3",
        "nonsense | 10.1.2.3"
      })
  void theStandardFieldSaysTheSame(String field, String caller) {
    assertThat(address(PROXY, fields("Forwarded", field))).isEqualTo(caller);
  }

  @Test
  void fieldsThatDisagreeAreNotBelieved() {
    assertThat(
            address(
                PROXY, fields("Forwarded", "for=198.51.100.1", "X-Forwarded-For", "203.0.113.9")))
        .isEqualTo("10.1.2.3");
    assertThat(
            address(
                PROXY, fields("Forwarded", "for=203.0.113.9", "X-Forwarded-For", "203.0.113.9")))
        .isEqualTo("203.0.113.9");
  }

  @Test
  void theUrlIsThatOfTheNearestProxy() {
    assertThat(
            url(
                PROXY,
                fields(
                    "X-Forwarded-For", "203.0.113.9",
                    "X-Forwarded-Proto", "https",
                    "X-Forwarded-Host", "evil.example, files.example.org:8443",
                    "Host", "127.0.0.1")))
        .contains(URI.create("https://files.example.org:8443"));
    assertThat(
            url(
                PROXY,
                fields(
                    "Forwarded",
                    "for=198.51.100.1;host=evil.example;proto=http,"
                        + "for=203.0.113.9;host=\"[fd00::5]:80\";proto=https")))
        .contains(URI.create("https://[fd00::5]:80"));
    assertThat(url(PROXY, fields("X-Forwarded-Proto", "https", "Host", "files.example.org")))
        .contains(URI.create("https://files.example.org"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "files.example.org/a", "a@files.example.org", "a b"})
  void aHostThatIsNotServedMakesNoUrl(String host) {
    assertThat(url(PROXY, fields("X-Forwarded-Proto", "https", "X-Forwarded-Host", host)))
        .isEmpty();
  }

  @Test
  void aSchemeThatIsNoneMakesNoUrl() {
    assertThat(url(PROXY, fields("X-Forwarded-Proto", "javascript", "Host", "files.example.org")))
        .isEmpty();
    assertThat(url(PROXY, fields("Host", "files.example.org"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example.org", "10.0.0.0/33", "::1/129", "10.0.0.0/x", "", "/8"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> TrustedProxies.in(Set.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
