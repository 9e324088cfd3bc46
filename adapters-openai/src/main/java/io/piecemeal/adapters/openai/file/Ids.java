package io.piecemeal.adapters.openai.file;

import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * File ids with the prefixes that these dialects put before them. An upload and the file that it
 * becomes have the same id but for that, and the bare one is taken everywhere.
 */
public final class Ids {

  /** Of a file at OpenAI. */
  public static final String FILE = "file-";

  /** Of a file at Anthropic. */
  public static final String ANTHROPIC_FILE = "file_";

  /** Of an upload. */
  public static final String UPLOAD = "upload_";

  /** Of a part of an upload. */
  public static final String PART = "part_";

  private Ids() {}

  /**
   * Reads the id of a file or an upload.
   *
   * @throws UploadRejected with {@code NotFound} for what is the id of nothing
   */
  public static FileId file(String text) {
    return parse(text, FILE, ANTHROPIC_FILE, UPLOAD)
        .orElseThrow(() -> new UploadRejected(new Refusal.NotFound()));
  }

  /** Reads the id of a part; empty for what is the id of nothing. */
  public static Optional<FileId> part(String text) {
    return parse(text, PART);
  }

  private static Optional<FileId> parse(String text, String... prefixes) {
    String bare =
        Stream.of(prefixes)
            .filter(text::startsWith)
            .findFirst()
            .map(prefix -> text.substring(prefix.length()))
            .orElse(text);
    return FileId.parse(bare);
  }
}
