package io.piecemeal.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where requests may go: to public addresses, and to what an operator allowed besides.
 *
 * @param names hosts that are allowed whatever their addresses are, in lower case
 * @param networks addresses that are allowed whoever has them
 */
public record OutboundPolicy(Set<String> names, List<Network> networks) {

  /** Nothing but public addresses. */
  public static final OutboundPolicy PUBLIC = new OutboundPolicy(Set.of(), List.of());

  public OutboundPolicy {
    names = Set.copyOf(names);
    networks = List.copyOf(networks);
  }

  /**
   * Also what is named here.
   *
   * @param allowed names of hosts, addresses, and networks such as {@code 10.1.0.0/16}
   * @throws IllegalArgumentException if one is none of these
   */
  public static OutboundPolicy allowing(Collection<String> allowed) {
    Set<String> names = new HashSet<>();
    List<Network> networks = new ArrayList<>();
    for (String text : allowed) {
      if (text.contains("/") || text.contains(":") || isOfDigits(text)) {
        networks.add(network(text));
      } else {
        TargetUrl.parse("https://" + text + "/");
        names.add(text.toLowerCase(Locale.ROOT));
      }
    }
    return new OutboundPolicy(names, networks);
  }

  private static boolean isOfDigits(String text) {
    return text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private static Network network(String text) {
    try {
      return Network.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is neither a host nor an address nor a network like 10.1.0.0/16".formatted(text),
          e);
    }
  }

  boolean admits(String host, InetAddress address) {
    return PublicAddresses.contains(address)
        || names.contains(host)
        || networks.stream().anyMatch(network -> network.contains(address));
  }

  /** Whether the operator allowed the host or the address that stands in a URL. */
  public boolean names(TargetUrl url) {
    return names.contains(url.host())
        || url.literal()
            .filter(address -> networks.stream().anyMatch(network -> network.contains(address)))
            .isPresent();
  }

  /**
   * Whether a URL can be refused as it is. Of a name that is only known when it is resolved, and
   * that is done for each request.
   */
  public boolean mayAdmit(TargetUrl url) {
    return url.literal().filter(address -> !admits(url.host(), address)).isEmpty();
  }
}
