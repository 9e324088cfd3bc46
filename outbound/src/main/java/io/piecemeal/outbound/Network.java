package io.piecemeal.outbound;

import java.net.InetAddress;

/** A range of addresses, such as {@code 10.0.0.0/8}; a single address is one of full length. */
record Network(InetAddress base, int bits) {

  static final int BYTES_OF_FOUR = 4;
  static final int BYTES_OF_SIX = 16;

  Network {
    if (bits < 0 || bits > base.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException("it has a prefix of %d bits".formatted(bits));
    }
  }

  /**
   * Reads an address or a range; a name is neither and is not looked up.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    return new Network(
        base,
        slash < 0
            ? base.getAddress().length * Byte.SIZE
            : Integer.parseInt(text.substring(slash + 1)));
  }

  boolean contains(InetAddress address) {
    byte[] own = base.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
