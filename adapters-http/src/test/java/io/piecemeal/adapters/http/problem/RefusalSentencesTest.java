package io.piecemeal.adapters.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.SourceTrouble;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** People read these. */
final class RefusalSentencesTest {

  /** Names of classes, packages and constants, records as they print themselves, formats. */
  private static final Pattern OF_JAVA =
      Pattern.compile(
          "\\b([A-Z][a-z0-9]+){2,}\\b|\\b[a-z]+[A-Z]|[a-z]\\.[a-z]|[A-Z_]{7,}|[\\w]\\[|@|Optional|null|%[a-z]");

  static Stream<Refusal> refusals() {
    Stream<Refusal> fields =
        Stream.of(Input.values()).map(input -> new Refusal.InvalidField(input, "it is odd"));
    Stream<Refusal> imports =
        Stream.of(SourceTrouble.values())
            .map(trouble -> RefusalExamples.imported(ByteCount.ZERO, trouble));
    return Stream.of(RefusalExamples.all().values().stream(), fields, imports)
        .flatMap(some -> some);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalIsSaidInWholeSentencesThatNameNoTypeOfJava(Refusal refusal) {
    assertThat(RefusalSentences.of(refusal))
        .matches("['A-Z0-9].*[^. ]\\.")
        .doesNotContainPattern(OF_JAVA)
        .doesNotContain("  ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          gone               | The file expired or was deleted; it had 10 bytes.
          gone of 1          | The file expired or was deleted; it had 1 byte.
          offset mismatch    | Offset 6, expected 10; nothing changed.
          size changed       | The file has 10 bytes, not 6; nothing changed.
          bytes differ       | The file has other bytes at offset 6 than these; nothing changed. Rewind it and send all of it again; appending would mix two files.
          bytes differ at last | The file has other bytes at offset 6 than these; nothing changed. It is complete: open a new session.
          quarantined        | The file is in quarantine, since a scan found 'Eicar': its bytes are not given out. Delete it, or ask the operator.
          bad filename       | The filename is refused: it is empty. Send a name alone, without folders.
          invalid field      | 'content_type' is refused: it is odd.
          invalid key        | 'Idempotency-Key' is refused: it is empty.
          too small          | The file has 6 bytes and should have 10.
          too large          | The file has 10 bytes and should have 6.
          complete too small | The file is complete with 6 bytes, not 10.
          no boundary        | No chunk ends at 10.
          absent part        | Part ffffffffffffffffffffffffffffffff is not there, or was joined before; nothing was joined.
          part of another    | Part ffffffffffffffffffffffffffffffff is no part of this file; nothing was joined.
          incomplete part    | Part ffffffffffffffffffffffffffffffff is not complete; nothing was joined.
          repeated part      | Part ffffffffffffffffffffffffffffffff is named twice; nothing was joined.
          scope missing      | Use a key with the scope 'delete'.
          ticket open        | The file has 10 bytes, and the holder of its ticket announced 20 bytes. Wait for the rest, or revoke the ticket.
          quota of sessions  | You may have 10 open sessions; complete or delete some.
          imports under way  | Your share of 4 imports is 2 now, and taken; send the same request again when one has ended.
          """)
  void aSentenceSaysTheFacts(String name, String sentence) {
    assertThat(RefusalSentences.of(RefusalExamples.named(name))).isEqualTo(sentence);
  }

  @Test
  void theQuotaOfBytesIsSaidWithWhatLittleThingsCount() {
    assertThat(RefusalSentences.of(RefusalExamples.named("quota of bytes")))
        .startsWith("Your files may take 10 bytes; delete some")
        .containsPattern("take at least 4096 bytes\\.$");
  }

  @Test
  void eachTroubleWithASourceIsSaidInWordsOfItsOwn() {
    Set<String> sentences =
        Stream.of(SourceTrouble.values())
            .map(trouble -> RefusalSentences.of(RefusalExamples.imported(ByteCount.ZERO, trouble)))
            .collect(Collectors.toSet());
    assertThat(sentences).hasSameSizeAs(SourceTrouble.values());
  }

  @Test
  void onlyWhereThereIsHopeAnImportIsToBeSentAgain() {
    for (SourceTrouble trouble : EnumSet.allOf(SourceTrouble.class)) {
      String sentence = RefusalSentences.of(RefusalExamples.imported(new ByteCount(1), trouble));
      assertThat(sentence).contains(" The file has 1 byte. ");
      assertThat(sentence.contains("Send the same request again later"))
          .as("%s", trouble)
          .isEqualTo(trouble.hope() == SourceTrouble.Hope.LATER);
    }
  }
}
