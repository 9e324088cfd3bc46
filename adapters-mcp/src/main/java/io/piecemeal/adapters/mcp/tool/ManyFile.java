package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.OPTIONAL;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.adapters.mcp.chunk.DecodedBytes;
import io.piecemeal.chunk.codec.Encoding;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of several small files, as it was sent.
 *
 * @param sha256 of its bytes; where there are none, of those that are looked for
 */
record ManyFile(FileName name, ContentType type, Optional<byte[]> bytes, Sha256 sha256) {

  private static final ContentType PLAIN_TEXT = new ContentType("text/plain; charset=utf-8");

  private static final Parameter.Text TEXT =
      new Parameter.Text("text", OPTIONAL, "The whole text; it is stored in UTF-8.");

  private static final Parameter.Text BASE64 =
      new Parameter.Text(
          "base64", OPTIONAL, "The bytes in Base64 or base64url, in the place of text.");

  static final List<Parameter> PARAMETERS =
      List.of(
          CommonParameters.FILENAME,
          CommonParameters.CONTENT_TYPE,
          CommonParameters.SHA256,
          TEXT,
          BASE64);

  /**
   * Reads and checks it.
   *
   * @throws ArgumentRejected if it has neither bytes nor a digest, or its text is none
   * @throws UploadRejected with {@code BadFilename}, {@code InvalidField} or {@code
   *     ChecksumMismatch}
   */
  static ManyFile of(Arguments file) throws IOException {
    FileName name = FileName.of(file.text(CommonParameters.FILENAME));
    Optional<Sha256> stated = file.findSha256(CommonParameters.SHA256);
    Optional<String> text = file.find(TEXT);
    Optional<String> base64 = file.find(BASE64);
    if (text.isPresent() && base64.isPresent()) {
      throw ArgumentRejected.invalid("text", "send either text or base64");
    }
    ContentType type =
        file.find(CommonParameters.CONTENT_TYPE)
            .map(ContentType::of)
            .orElse(text.isPresent() ? PLAIN_TEXT : ContentType.OCTET_STREAM);
    byte @Nullable [] bytes = null;
    if (text.isPresent()) {
      bytes = DecodedBytes.of("text", text.get(), Encoding.UTF8);
    } else if (base64.isPresent()) {
      bytes = DecodedBytes.of("base64", base64.get(), alphabet(base64.get()));
    }
    if (bytes == null) {
      return new ManyFile(
          name,
          type,
          Optional.empty(),
          stated.orElseThrow(
              () ->
                  ArgumentRejected.missing(
                      "text", "add 'text' or 'base64', or 'sha256' to look for it.")));
    }
    Sha256 actual = DecodedBytes.sha256(bytes);
    if (stated.filter(expected -> !expected.equals(actual)).isPresent()) {
      throw new UploadRejected(
          new Refusal.ChecksumMismatch(stated.get(), actual, Optional.empty()));
    }
    return new ManyFile(name, type, Optional.of(bytes), actual);
  }

  /** Two characters tell which it is; a text that mixes them is neither, and refused. */
  private static Encoding alphabet(String base64) {
    return base64.indexOf('-') < 0 && base64.indexOf('_') < 0
        ? Encoding.BASE64
        : Encoding.BASE64URL;
  }

  /** What was sent is not for logs. */
  @Override
  public String toString() {
    return "ManyFile[" + sha256 + "]";
  }
}
