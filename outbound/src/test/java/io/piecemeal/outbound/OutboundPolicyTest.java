package io.piecemeal.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses requests may go to, whatever name has them. */
final class OutboundPolicyTest {

  private static final String HOST = "hooks.test";

  private static boolean isPublic(String address) {
    return OutboundPolicy.PUBLIC.admits(HOST, InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "203.0.114.0",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "2a00:1450:4001::1",
        "::ffff:8.8.8.8"
      })
  void aPublicAddressIsAdmitted(String address) {
    assertThat(isPublic(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.255",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "2620:4f:8000::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fe80::1",
        "fe80::a9fe:a9fe",
        "fec0::1",
        "ff02::1",
        "ff0e::1"
      })
  void anyOtherAddressIsRefused(String address) {
    assertThat(isPublic(address)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16,  10.1.2.3,        true",
    "10.1.0.0/16,  10.2.0.0,        false",
    "10.1.2.3,     10.1.2.3,        true",
    "10.1.2.3,     10.1.2.4,        false",
    "10.1.2.0/31,  10.1.2.1,        true",
    "10.1.2.0/31,  10.1.2.2,        false",
    "127.0.0.0/8,  ::1,             false",
    "fd00::/8,     fd12::1,         true",
    "fd00::/8,     fe80::1,         false",
    "::1,          ::1,             true",
    "HOOKS.test,   169.254.169.254, true",
    "other.test,   10.0.0.1,        false",
    "hooks,        10.0.0.1,        false"
  })
  void whatIsAllowedIsAdmitted(String allowed, String address, boolean admitted) {
    assertThat(
            OutboundPolicy.allowing(List.of(allowed)).admits(HOST, InetAddress.ofLiteral(address)))
        .isEqualTo(admitted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/x",
        "a/8",
        "::g",
        "a b",
        "",
        "https://a"
      })
  void whatIsNeitherIsRefused(String allowed) {
    assertThatThrownBy(() -> OutboundPolicy.allowing(List.of(allowed)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aUrlWithAnAddressIsJudgedAsItIs() {
    OutboundPolicy policy = OutboundPolicy.allowing(List.of("127.0.0.1"));

    assertThat(policy.mayAdmit(TargetUrl.parse("http://127.0.0.1:99/"))).isTrue();
    assertThat(policy.mayAdmit(TargetUrl.parse("http://127.0.0.2/"))).isFalse();
    assertThat(policy.mayAdmit(TargetUrl.parse("http://[::1]/"))).isFalse();
    assertThat(policy.mayAdmit(TargetUrl.parse("http://localhost/"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://10.1.2.3/,   true",
    "http://10.2.2.3/,   false",
    "http://[::1]/,      true",
    "http://HOOKS.test/, true",
    "http://8.8.8.8/,    false",
    "http://other.test/, false"
  })
  void whatStandsInAUrlIsNamedOrNot(String url, boolean named) {
    OutboundPolicy policy = OutboundPolicy.allowing(List.of("10.1.0.0/16", "::1", "hooks.test"));

    assertThat(policy.names(TargetUrl.parse(url))).isEqualTo(named);
  }
}
