package io.piecemeal.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that anybody on the internet can reach: those that IANA's registries of
 * special-purpose addresses do not set apart, and none that a cloud answers on by itself.
 */
final class PublicAddresses {

  private static final List<Network> NOT_PUBLIC_OF_FOUR =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          // carrier-grade NAT; has 100.100.100.200, which tells metadata of Alibaba's machines
          "100.64.0.0/10",
          "127.0.0.0/8",
          // Azure's host of each machine
          "168.63.129.16",
          // link-local; has 169.254.169.254, which tells metadata of most clouds' machines
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          // relays of 6to4
          "192.88.99.0/24",
          "192.168.0.0/16",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          // multicast, and reserved with the broadcast address
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** All that is in use; private, link-local, mapped and NAT64 addresses are outside of it. */
  private static final Network GLOBAL_OF_SIX = Network.parse("2000::/3");

  private static final List<Network> NOT_PUBLIC_OF_SIX =
      networks(
          // protocol assignments: Teredo, benchmarks, ORCHID
          "2001::/23",
          "2001:db8::/32",
          // 6to4, which has an IPv4 address in it
          "2002::/16",
          "2620:4f:8000::/48",
          "3fff::/20");

  private PublicAddresses() {}

  private static List<Network> networks(String... texts) {
    return Stream.of(texts).map(Network::parse).toList();
  }

  static boolean contains(InetAddress address) {
    if (address.getAddress().length == Network.BYTES_OF_FOUR) {
      return NOT_PUBLIC_OF_FOUR.stream().noneMatch(network -> network.contains(address));
    }
    return GLOBAL_OF_SIX.contains(address)
        && NOT_PUBLIC_OF_SIX.stream().noneMatch(network -> network.contains(address));
  }
}
