package io.piecemeal.http.server.address;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The proxies that are believed what they say of their callers. */
public final class TrustedProxies {

  private final List<IpSubnetFilterRule> networks;
  private final List<String> names;

  private TrustedProxies(Collection<String> names) {
    this.names = List.copyOf(names);
    networks = names.stream().map(TrustedProxies::network).toList();
  }

  /**
   * Reads addresses and networks such as {@code 10.0.0.7} and {@code fd00::/8}.
   *
   * @throws IllegalArgumentException if one is neither
   */
  public static TrustedProxies in(Collection<String> networks) {
    return new TrustedProxies(networks);
  }

  private static IpSubnetFilterRule network(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    int longest = NetUtil.isValidIpV4Address(address) ? 32 : 128;
    try {
      int prefix = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
      if (NetUtil.createByteArrayFromIpAddressString(address) != null
          && prefix >= 0
          && prefix <= longest) {
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
      }
    } catch (NumberFormatException e) {
      throw refused(text, e);
    }
    throw refused(text, null);
  }

  private static IllegalArgumentException refused(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "'%s' is no address or network such as 10.0.0.7 or 10.0.0.0/8".formatted(text), cause);
  }

  /**
   * Whether this is one of them.
   *
   * @param peer null if it is not known
   */
  public boolean contain(@Nullable SocketAddress peer) {
    return !networks.isEmpty()
        && peer instanceof InetSocketAddress internet
        && internet.getAddress() != null
        && networks.stream().anyMatch(network -> network.matches(internet));
  }

  /** As they were given, for the line of settings in the log. */
  @Override
  public String toString() {
    return names.toString();
  }
}
