package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

  @Test
  void everyCharacterHasTheLengthAndTheBytesThatTheJdkGivesIt() {
    BodySource source =
        new BodySource(InputStream.nullInputStream(), new byte[BodySource.CAPACITY]);
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        continue;
      }
      byte[] expected = Character.toString(codePoint).getBytes(UTF_8);
      source.dropKept();
      source.keep(codePoint);
      boolean same =
          source.kept() == expected.length
              && Utf8.length(codePoint) == expected.length
              && Arrays.equals(source.bytes(), 0, expected.length, expected, 0, expected.length)
              && Utf8.decode(expected, 0) == codePoint
              && Utf8.runEnd(expected, 0, expected.length)
                  == (codePoint < 0x80 ? 0 : expected.length);
      assertThat(same).as("U+%04X", codePoint).isTrue();
    }
  }

  @Test
  void everyPairOfLeadingBytesIsJudgedAsTheJdkJudgesIt() {
    byte[] bytes = new byte[4];
    for (int first = 0x80; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        for (int rest : new int[] {0x80, 0xBF, 0x41, 0xC3}) {
          bytes[0] = (byte) first;
          bytes[1] = (byte) second;
          bytes[2] = (byte) rest;
          bytes[3] = (byte) rest;
          assertSameVerdict(bytes);
        }
      }
    }
  }

  @Test
  void randomBytesAreJudgedAsTheJdkJudgesThem() {
    Random random = new Random(1);
    byte[] bytes = new byte[5];
    for (int count = 0; count < 300_000; count++) {
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] |= (byte) 0x80;
      }
      assertSameVerdict(bytes);
    }
  }

  /** The run must end where the JDK meets ASCII or something that is no character. */
  private static void assertSameVerdict(byte[] bytes) {
    ByteBuffer input = ByteBuffer.wrap(bytes);
    UTF_8.newDecoder().decode(input, CharBuffer.allocate(bytes.length), true);
    int expected = 0;
    while (expected < input.position() && bytes[expected] < 0) {
      expected++;
    }
    if (Utf8.runEnd(bytes, 0, bytes.length) != expected) {
      assertThat(Utf8.runEnd(bytes, 0, bytes.length))
          .as(HexFormat.of().formatHex(bytes))
          .isEqualTo(expected);
    }
  }
}
