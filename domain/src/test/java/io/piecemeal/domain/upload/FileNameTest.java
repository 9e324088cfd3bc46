package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.Refusals.badFilename;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "document.xlf",
        "a",
        " ",
        "...",
        ".hidden",
        "..a",
        "a b  c",
        "Überblick.txt",
        "報告.pdf",
        "दस्तावेज़",
        "\uD83D\uDCC4.md",
        "non\u00a0breaking",
        "zero\u200bwidth\u200cjoiner\u200d",
        "private \ue000 use",
        "unassigned \u0378 yet",
        "C:|<>*?\"'",
        "%2e%2e%2f",
        "soft\u00adhyphen"
      })
  void aLabelIsTakenAsItIs(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);

    assertThat(FileName.of(text).value()).isEqualTo(composed);
    assertThat(FileName.of(text)).hasToString(composed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | it is empty
          . | it is a directory's name
          .. | it is a directory's name
          / | it has a path separator at index 0
          a/b | it has a path separator at index 1
          ab\\ | it has a path separator at index 2
          """)
  void aPathIsNoLabel(String text, String reason) {
    assertThat(badFilename(() -> FileName.of(text))).isEqualTo(reason);
    assertThat(badFilename(() -> new FileName(text))).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x09, 0x0a, 0x0d, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0x2028, 0x2029})
  void controlCharactersAreRefused(int c) {
    assertThat(badFilename(() -> FileName.of("ab" + Character.toString(c))))
        .isEqualTo("it has a control character at index 2");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,
        0x2069
      })
  void bidirectionalControlsAreRefused(int c) {
    assertThat(badFilename(() -> FileName.of(Character.toString(c) + "fdp.exe")))
        .isEqualTo("it has a bidirectional control character at index 0");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x061b, 0x200d, 0x2010, 0x202f, 0x2030, 0x2064, 0x206a, 0x0378, 0xfdcf, 0xfdf0, 0xfe1a,
        0xfffd
      })
  void theirNeighboursAreNot(int c) {
    String text = "a" + Character.toString(c);

    assertThat(FileName.of(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\udcc4", "\udcc4\ud83d", "\ud83d\ud83d\udcc4"})
  void loneSurrogatesAreRefused(String lone) {
    assertThat(badFilename(() -> new FileName("a" + lone)))
        .isEqualTo("it has a lone surrogate at index 1");
    assertThat(badFilename(() -> FileName.of("a" + lone)))
        .isEqualTo("it has a lone surrogate at index 1");
  }

  @Test
  void positionsAreCountedInCharactersOfJava() {
    assertThat(badFilename(() -> FileName.of("\ud83d\udcc4/")))
        .isEqualTo("it has a path separator at index 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0xfffe, 0xffff, 0x1fffe, 0x1ffff, 0x10fffe, 0x10ffff, 0xfdd0, 0xfdef})
  void noncharactersAreRefused(int c) {
    assertThat(badFilename(() -> FileName.of(Character.toString(c))))
        .isEqualTo("it has a noncharacter at index 0");
  }

  @ParameterizedTest
  @MethodSource("decomposed")
  void aDecomposedNameIsComposed(String text, String composed) {
    assertThat(FileName.of(text).value()).isEqualTo(composed);
    assertThat(badFilename(() -> new FileName(text)))
        .isEqualTo("it is not in Unicode normalization form C");
  }

  static String[][] decomposed() {
    return new String[][] {
      {"U\u0308berblick", "\u00dcberblick"},
      {"\u1112\u1161\u11ab", "\ud55c"},
      {"\u212b", "\u00c5"},
      {"\u212a", "K"},
    };
  }

  @ParameterizedTest
  @MethodSource("names255BytesLong")
  void a255BytesLongNameIsTaken(String text) {
    assertThat(FileName.of(text).value().getBytes(StandardCharsets.UTF_8)).hasSize(255);
  }

  @ParameterizedTest
  @MethodSource("names255BytesLong")
  void aNameOneByteLongerIsNot(String text) {
    assertThat(badFilename(() -> FileName.of(text + "a")))
        .isEqualTo("it is longer than 255 bytes of UTF-8");
    assertThat(badFilename(() -> FileName.of("a" + text)))
        .isEqualTo("it is longer than 255 bytes of UTF-8");
  }

  static String[] names255BytesLong() {
    return new String[] {
      "a".repeat(255),
      "\u00e9".repeat(127) + "a",
      "\u5831".repeat(85),
      "\ud83d\udcc4".repeat(63) + "abc",
      "e\u0301".repeat(127) + "a",
      "\u1112\u1161\u11ab".repeat(85),
      "\u212a".repeat(255)
    };
  }

  @Test
  void normalizationShrinksNoCharacterByMoreThanTheFactorThatIsReckonedWith() {
    assertThat(
            IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .mapToObj(Character::toString)
                .filter(FileNameTest::shrinksTooMuch))
        .isEmpty();
  }

  private static boolean shrinksTooMuch(String c) {
    int longest = Math.max(length(c), length(Normalizer.normalize(c, Normalizer.Form.NFD)));
    return longest > 3 * length(Normalizer.normalize(c, Normalizer.Form.NFC));
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void aTextThatCannotBecomeShortEnoughIsNotLookedAt() {
    assertThat(badFilename(() -> FileName.of("/".repeat(765))))
        .isEqualTo("it has a path separator at index 0");
    assertThat(badFilename(() -> FileName.of("/".repeat(766))))
        .isEqualTo("it is longer than 255 bytes of UTF-8");
  }

  @Test
  void anEqualLabelIsTheSameName() {
    assertThat(FileName.of("u\u0308")).isEqualTo(FileName.of("\u00fc"));
    assertThat(FileName.of("a")).isNotEqualTo(FileName.of("A"));
  }
}
