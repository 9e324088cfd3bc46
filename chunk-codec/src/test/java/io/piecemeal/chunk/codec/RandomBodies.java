package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Makes bodies that are mostly right, in all the ways in which JSON lets one write the same. */
final class RandomBodies {

  private static final String[] ODD_VALUES = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "7",
    "1.5",
    "1e3",
    "9223372036854775807",
    "9223372036854775808",
    "\"\"",
    "\"x\"",
    "[]",
    "[[1,{}]]",
    "{}",
    "{\"a\":[]}",
    "\"QUI=\"",
  };
  private static final String[] ODD_NAMES = {
    "dat",
    "Data",
    "offsets",
    "sha-256",
    "",
    "x",
    "\\u0064ata",
    "encod\\u0069ng",
    "ä",
    "\\ud83d\\ude00",
  };
  private static final String[] ODD_BYTES = {
    "\"", "\\", "\\u", "\\ud800", ",", ":", "{", "}", "[", "]", "=", " ", "\n", "\\n", "\\/", "-",
    "_", "+", "/", "A", "ä", "€", "😀", "0", "1", ".", "e", "null", "\u0000", "\u001f", "\u007f",
    "\ufeff",
  };
  private static final String[] WHITESPACE = {"", "", "", " ", "\n", "\t", "\r\n", "  "};
  private static final String[] LINE_ENDS = {
    "\n", "\n", "\r\n", "\r\n", " \n", "\n\t ", " \r\n  ", " \r \n ", " ", "\t"
  };

  private final Random random;

  RandomBodies(long seed) {
    this.random = new Random(seed);
  }

  byte[] next(int dataLength) {
    List<String> members = new ArrayList<>();
    Encoding encoding = pick(Encoding.values());
    members.add(member("data", '"' + text(encoding, dataLength) + '"'));
    if (encoding != Encoding.BASE64 || random.nextInt(3) == 0) {
      members.add(member("encoding", '"' + encoding.wireName() + '"'));
    }
    if (random.nextInt(3) == 0) {
      members.add(member("offset", Long.toString(random.nextLong() >>> random.nextInt(1, 64))));
    }
    if (random.nextInt(3) == 0) {
      members.add(member("sha256", '"' + HexFormat.of().formatHex(bytes(32)) + '"'));
    }
    if (random.nextInt(3) == 0) {
      members.add(member("complete", Boolean.toString(random.nextBoolean())));
    }
    disturb(members);
    Collections.shuffle(members, random);
    String body = space() + "{" + String.join(",", members) + "}" + space();
    return mutate(body.getBytes(UTF_8));
  }

  private void disturb(List<String> members) {
    switch (random.nextInt(12)) {
      case 0 -> members.add(member(pick(ODD_NAMES), pick(ODD_VALUES)));
      case 1 -> members.set(random.nextInt(members.size()), member("offset", pick(ODD_VALUES)));
      case 2 -> {
        String name = pick(Member.values()).jsonName();
        members.set(random.nextInt(members.size()), member(name, pick(ODD_VALUES)));
      }
      case 3 -> members.add(members.get(random.nextInt(members.size())));
      case 4 -> members.remove(random.nextInt(members.size()));
      default -> {
        // most bodies stay as they are
      }
    }
  }

  private String member(String name, String value) {
    return space() + '"' + name + '"' + space() + ':' + space() + value + space();
  }

  private String text(Encoding encoding, int length) {
    byte[] bytes = bytes(length);
    String text =
        switch (encoding) {
          case BASE64 -> base64(bytes);
          case BASE64URL ->
              random.nextBoolean()
                  ? Base64.getUrlEncoder().encodeToString(bytes)
                  : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
          case HEX -> HexFormat.of().formatHex(bytes);
          case UTF8 -> characters(length);
        };
    return escape(text);
  }

  private String base64(byte[] bytes) {
    return random.nextInt(4) == 0
        ? Base64.getMimeEncoder(4 * random.nextInt(1, 30), pick(LINE_ENDS).getBytes(UTF_8))
            .encodeToString(bytes)
        : Base64.getEncoder().encodeToString(bytes);
  }

  private String characters(int length) {
    StringBuilder text = new StringBuilder();
    int[] ceilings = {0x80, 0x800, 0xD800, 0x110000};
    int ceiling = ceilings[random.nextInt(ceilings.length)];
    while (text.length() < length) {
      int character = random.nextInt(ceiling);
      if (character < 0xD800 || character > 0xDFFF) {
        text.appendCodePoint(character);
      }
    }
    return text.toString();
  }

  /** Escapes what must be, and some of the rest. */
  private String escape(String text) {
    int oneIn = random.nextInt(3) == 0 ? random.nextInt(1, 50) : Integer.MAX_VALUE;
    StringBuilder escaped = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit == '"' || unit == '\\' || (unit == '/' && random.nextInt(oneIn) == 0)) {
        escaped.append('\\').append(unit);
      } else if (unit == '\n') {
        escaped.append("\\n");
      } else if (unit < ' ' || (random.nextInt(oneIn) == 0 && !Character.isSurrogate(unit))) {
        escaped.append(String.format("\\u%04x", (int) unit));
      } else {
        escaped.append(unit);
      }
    }
    return escaped.toString();
  }

  private byte[] mutate(byte[] body) {
    byte[] mutated = body;
    for (int times = random.nextInt(6) - 3; times > 0 && mutated.length > 0; times--) {
      int from = random.nextInt(mutated.length);
      int to = Math.min(mutated.length, from + random.nextInt(4));
      byte[] inserted =
          switch (random.nextInt(3)) {
            case 0 -> new byte[0];
            case 1 -> bytes(1);
            default -> pick(ODD_BYTES).getBytes(UTF_8);
          };
      mutated = replace(mutated, from, to, inserted);
    }
    return mutated;
  }

  private static byte[] replace(byte[] body, int from, int to, byte[] by) {
    byte[] result = Arrays.copyOf(body, body.length - (to - from) + by.length);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(body, to, result, from + by.length, body.length - to);
    return result;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String space() {
    return pick(WHITESPACE);
  }

  private <T> T pick(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
