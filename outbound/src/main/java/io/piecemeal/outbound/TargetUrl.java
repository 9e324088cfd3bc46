package io.piecemeal.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A URL that a caller named, in a spelling that all readers take for the same: http or https, no
 * user, no fragment, and a host that is a name or an address in its usual notation.
 */
public final class TargetUrl {

  /** Characters that a URL may have. */
  public static final int LONGEST = 2048;

  private static final int LONGEST_NAME = 253;
  private static final int MOST_PORTS = 65_535;

  private static final Pattern BYTE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern LABEL =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", Pattern.CASE_INSENSITIVE);

  /** What some readers take for an address: a last label of digits, or in hexadecimal. */
  private static final Pattern NUMERIC = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

  private final URI uri;
  private final Optional<InetAddress> literal;

  private TargetUrl(URI uri, Optional<InetAddress> literal) {
    this.uri = uri;
    this.literal = literal;
  }

  /**
   * Reads what a caller sent.
   *
   * @throws IllegalArgumentException if it is none of these, with a message that says why and
   *     repeats nothing of it
   */
  public static TargetUrl parse(String text) {
    require(text.length() <= LONGEST, "it has more than %d characters".formatted(LONGEST));
    require(
        text.chars().allMatch(c -> c > ' ' && c < 0x7f),
        "it has blanks or characters that a URL has to encode");
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is not a URL", e);
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    require(
        scheme.equals("https") || scheme.equals("http"), "it begins with neither https nor http");
    require(uri.getRawUserInfo() == null, "it has a user or a password in it");
    require(uri.getRawFragment() == null, "it has a fragment, which no server would see");
    String host = uri.getHost();
    require(host != null, "its host is no name and no address in its usual notation");
    require(uri.getPort() != 0 && uri.getPort() <= MOST_PORTS, "it has no port that there is");
    require(
        uri.getPort() != -1 || !String.valueOf(uri.getRawAuthority()).endsWith(":"),
        "it has a colon without a port");
    return new TargetUrl(uri, address(host));
  }

  private static Optional<InetAddress> address(String host) {
    if (host.startsWith("[")) {
      return Optional.of(addressOfSix(host.substring(1, host.length() - 1)));
    }
    String[] labels = host.split("\\.", -1);
    if (NUMERIC.matcher(labels[labels.length - 1]).matches()) {
      return Optional.of(addressOfFour(host, labels));
    }
    require(host.length() <= LONGEST_NAME, "the name of its host is too long");
    for (String label : labels) {
      require(LABEL.matcher(label).matches(), "its host is no name in the usual notation");
    }
    return Optional.empty();
  }

  private static InetAddress addressOfSix(String text) {
    require(!text.contains("%"), "its host is an address with a zone");
    InetAddress address = InetAddress.ofLiteral(text);
    require(
        address.getAddress().length == Network.BYTES_OF_SIX,
        "its host is an IPv4 address in the notation of IPv6");
    return address;
  }

  private static InetAddress addressOfFour(String host, String[] parts) {
    require(parts.length == Network.BYTES_OF_FOUR, "its host is no address in the usual notation");
    for (String part : parts) {
      require(
          BYTE_NUMBER.matcher(part).matches() && Integer.parseInt(part) <= 0xff,
          "its host is no address in the usual notation");
    }
    return InetAddress.ofLiteral(host);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  URI uri() {
    return uri;
  }

  /**
   * The URL that a reference means where it stands at this one, as a redirect has it.
   *
   * @throws IllegalArgumentException as {@link #parse}
   */
  public TargetUrl resolve(String reference) {
    URI meant;
    try {
      meant = uri.resolve(new URI(reference));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is not a URL", e);
    }
    return parse(meant.toString());
  }

  /** Whether what is sent there is encrypted. */
  public boolean isSecure() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** In lower case; of an IPv6 address without the brackets. */
  public String host() {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The address, if the host is one and not a name. */
  Optional<InetAddress> literal() {
    return literal;
  }

  /** As it was read. It may hold a secret of the one who named it: not for logs. */
  @Override
  public String toString() {
    return uri.toString();
  }
}
