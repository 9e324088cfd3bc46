package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vectorised way and the slow way must be one decoder. */
class Base64TextTest {

  private static final ChunkMembers NONE =
      new ChunkMembers(
          OptionalLong.empty(), Optional.empty(), ChunkMembers.Completion.MORE_MAY_FOLLOW);

  @ParameterizedTest
  @EnumSource(names = {"BASE64", "BASE64URL"})
  void everyByteValueIsTakenOrRefusedWhereverItStandsInAPiece(Encoding encoding)
      throws IOException {
    int length = Base64Text.PIECE + 64;
    Random random = new Random(1);
    for (int value = 0; value < 256; value++) {
      for (int round = 0; round < 8; round++) {
        int at = round < 4 ? round : random.nextInt(length);
        byte[] text = "A".repeat(length).getBytes(ISO_8859_1);
        text[at] = (byte) value;
        assertThat(decode(encoding, text)).isEqualTo(expected(encoding, text));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BASE64", "BASE64URL"})
  void anyCutOfTheTextGivesTheSameBytes(Encoding encoding) throws IOException {
    Random random = new Random(2);
    byte[] bytes = new byte[60_000];
    random.nextBytes(bytes);
    Base64.Encoder encoder =
        encoding == Encoding.BASE64 ? Base64.getEncoder() : Base64.getUrlEncoder();
    byte[] text = encoder.encode(bytes);
    for (int round = 0; round < 200; round++) {
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      Base64Text decoder = new Base64Text(encoding, new ScanBuffers(), new DecodedOutput(sink));
      int largest = random.nextInt(1, 40_000);
      int at = 0;
      while (at < text.length) {
        int to = Math.min(text.length, at + random.nextInt(1, largest + 1));
        int unseen = random.nextBoolean() ? decoder.decodeUnseen(text, at, to) : 0;
        decoder.decode(text, at + unseen, to);
        at = to;
      }
      decoder.finish();
      assertThat(sink.toByteArray()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BASE64", "BASE64URL"})
  void paddingAroundTheEndOfAPieceIsStillPadding(Encoding encoding) throws IOException {
    for (int characters = Base64Text.PIECE - 6; characters < Base64Text.PIECE + 6; characters++) {
      for (String padding : new String[] {"", "=", "==", "===", "= =", "\n=\n=\n", "= \n="}) {
        for (String tail :
            new String[] {"", "          ", "         \nA", "          A", "AAAAAAAA", "="}) {
          String text = "A".repeat(characters) + padding + tail;
          assertThat(decode(encoding, text.getBytes(ISO_8859_1)))
              .isEqualTo(expected(encoding, text.getBytes(ISO_8859_1)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BASE64", "BASE64URL"})
  void whitespaceIsTakenOrRefusedAlikeWhereverTheTextIsCut(Encoding encoding) throws IOException {
    char[] characters = {'A', ' ', '\n', '='};
    for (int length = 1; length <= 7; length++) {
      for (int number = 0; number < 1 << (2 * length); number++) {
        byte[] text = new byte[length];
        for (int at = 0; at < length; at++) {
          text[at] = (byte) characters[number >> (2 * at) & 3];
        }
        String expected = expected(encoding, text);
        for (int cut = 0; cut < length; cut++) {
          assertThat(decode(encoding, text, cut)).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BASE64", "BASE64URL"})
  void aBlankIsExcusedByTheEndOfItsLineWhereverItStandsInAPiece(Encoding encoding)
      throws IOException {
    for (int at = Base64Text.PIECE - 6; at < Base64Text.PIECE + 6; at++) {
      for (String between : new String[] {" ", " \n", "\n ", " \t", "\t\r\n\t", "\n"}) {
        byte[] text = ("A".repeat(at) + between + "A".repeat(64 * 1024 - at)).getBytes(ISO_8859_1);
        String expected = expected(encoding, text);
        for (int cut = at - 2; cut < at + 6; cut++) {
          assertThat(decode(encoding, text, cut)).isEqualTo(expected);
        }
      }
    }
  }

  private static String decode(Encoding encoding, byte[] text) throws IOException {
    return decode(encoding, text, 0);
  }

  private static String decode(Encoding encoding, byte[] text, int cut) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    Base64Text decoder = new Base64Text(encoding, new ScanBuffers(), new DecodedOutput(sink));
    try {
      decoder.decode(text, 0, cut);
      boolean isLong = text.length - cut >= Base64Text.PIECE + Base64Text.GROUP;
      int unseen = isLong ? decoder.decodeUnseen(text, cut, text.length) : 0;
      decoder.decode(text, cut + unseen, text.length);
      decoder.finish();
      return Outcome.accepted(sink.toByteArray(), NONE);
    } catch (ChunkBodyRejected rejected) {
      return Outcome.refused(rejected.fault());
    }
  }

  private static String expected(Encoding encoding, byte[] text) {
    try {
      byte[] decoded = NaiveDecoding.decode(new String(text, ISO_8859_1), encoding);
      return Outcome.accepted(decoded, NONE);
    } catch (ChunkBodyRejected rejected) {
      return Outcome.refused(rejected.fault());
    }
  }
}
