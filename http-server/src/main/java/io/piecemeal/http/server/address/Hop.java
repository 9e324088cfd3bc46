package io.piecemeal.http.server.address;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one proxy says of who called it.
 *
 * @param node its address, perhaps with a port; or a name that hides it
 */
record Hop(String node, Optional<String> proto, Optional<String> host) {

  private static final Pattern PAIR =
      Pattern.compile(
          "\\G[ \\t]*+(?:(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]++)="
              + "(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*+)\"|(?<token>[^\",; \\t]++)))?+"
              + "[ \\t]*+(?<end>[;,]|$)");

  /**
   * The way of a request, from the first proxy to the last one; empty if there is none, or nobody
   * can tell. Where a proxy adds one of both fields, the other one may be its caller's: they have
   * to agree.
   *
   * @param fields the values of a field, by its name
   */
  static List<Hop> all(Function<String, List<String>> fields) {
    List<Hop> standard = forwarded(String.join(",", fields.apply("Forwarded")));
    List<Hop> usual = usual(fields);
    if (fields.apply("Forwarded").isEmpty()) {
      return usual;
    }
    boolean alone = fields.apply("X-Forwarded-For").isEmpty();
    return alone || nodes(standard).equals(nodes(usual)) ? standard : List.of();
  }

  private static List<Optional<InetAddress>> nodes(List<Hop> hops) {
    return hops.stream().map(hop -> hop.address().map(InetSocketAddress::getAddress)).toList();
  }

  private static List<Hop> usual(Function<String, List<String>> fields) {
    Optional<String> proto = last(fields.apply("X-Forwarded-Proto"));
    Optional<String> host = last(fields.apply("X-Forwarded-Host"));
    List<Hop> hops = new ArrayList<>();
    for (String node : String.join(",", fields.apply("X-Forwarded-For")).split(",", -1)) {
      hops.add(new Hop(node.strip(), proto, host));
    }
    return hops;
  }

  private static Optional<String> last(List<String> values) {
    String all = String.join(",", values);
    return Optional.of(all.substring(all.lastIndexOf(',') + 1).strip())
        .filter(value -> !value.isEmpty());
  }

  /** RFC 7239 section 4. */
  private static List<Hop> forwarded(String field) {
    List<Hop> hops = new ArrayList<>();
    Map<String, String> element = new HashMap<>();
    Matcher pairs = PAIR.matcher(field);
    int end = 0;
    while (end < field.length() && pairs.find()) {
      if (pairs.group("name") != null) {
        String quoted = pairs.group("quoted");
        String value = quoted == null ? pairs.group("token") : quoted.replaceAll("\\\\(.)", "$1");
        element.put(pairs.group("name").toLowerCase(Locale.ROOT), value);
      }
      if (!pairs.group("end").equals(";")) {
        hops.add(of(element));
        element = new HashMap<>();
      }
      end = pairs.end();
    }
    return end < field.length() ? List.of() : hops;
  }

  private static Hop of(Map<String, String> element) {
    return new Hop(
        element.getOrDefault("for", "unknown"),
        Optional.ofNullable(element.get("proto")),
        Optional.ofNullable(element.get("host")));
  }

  /** Empty if it is hidden, or none. */
  Optional<InetSocketAddress> address() {
    String literal = node;
    int colon = node.indexOf(':');
    if (node.startsWith("[")) {
      literal = node.substring(1, Math.max(1, node.indexOf(']')));
    } else if (colon >= 0 && colon == node.lastIndexOf(':')) {
      literal = node.substring(0, colon);
    }
    return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(literal))
        .map(address -> new InetSocketAddress(address, 0));
  }
}
