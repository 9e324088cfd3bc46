package io.piecemeal.adapters.openai.file;

import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.json.Members;
import io.piecemeal.http.server.problem.RequestRejected;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What OpenAI's clients say of a file beside its name. It is kept with the file as its purpose and,
 * behind a blank, the seconds that it is to live.
 *
 * @param purpose one of {@link #PURPOSES}
 * @param lifetime how long the file is to live, where they said so
 */
public record FileNotes(String purpose, Optional<Duration> lifetime) {

  private static final String DIALECT = "openai";

  /** What a file is for that came by another dialect. */
  private static final String DEFAULT = "user_data";

  /** Those of files that clients send, and of files that services make of them. */
  private static final Set<String> PURPOSES =
      Set.of(
          "assistants",
          "assistants_output",
          "batch",
          "batch_output",
          "evals",
          "fine-tune",
          "fine-tune-results",
          DEFAULT,
          "vision");

  /**
   * Reads what a request says.
   *
   * @param anchor what the time to live counts from
   * @param seconds of that time
   * @throws RequestRejected if the purpose is missing or not known, or another value cannot be
   */
  public static FileNotes of(
      Optional<String> purpose, Optional<String> anchor, Optional<Long> seconds) {
    String known = purpose.orElseThrow(() -> Members.missingField("purpose"));
    requirePurpose(known);
    if (anchor.filter(from -> !from.equals("created_at")).isPresent()) {
      throw RequestRejected.invalidField("expires_after[anchor]", "it is not 'created_at'");
    }
    if (anchor.isPresent() && seconds.isEmpty()) {
      throw Members.missingField("expires_after[seconds]");
    }
    return new FileNotes(known, seconds.map(Duration::ofSeconds));
  }

  /**
   * Refuses what is no purpose.
   *
   * @throws RequestRejected with all that are known
   */
  public static void requirePurpose(String purpose) {
    if (!PURPOSES.contains(purpose)) {
      throw RequestRejected.invalidField(
          "purpose", "it is none of " + String.join(", ", new TreeSet<>(PURPOSES)));
    }
  }

  /** What was said of this file. */
  public static FileNotes of(StoredFile file) {
    return file.terms()
        .metadata()
        .filter(metadata -> metadata.dialect().equals(DIALECT))
        .map(metadata -> parse(metadata.text()))
        .orElseGet(() -> new FileNotes(DEFAULT, Optional.empty()));
  }

  private static FileNotes parse(String text) {
    String[] words = text.split(" ", 2);
    return new FileNotes(
        words[0],
        words.length == 1
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(Long.parseLong(words[1]))));
  }

  /** As it is kept with the file. */
  public Metadata metadata() {
    return new Metadata(DIALECT, purpose + lifetime.map(time -> " " + time.toSeconds()).orElse(""));
  }
}
