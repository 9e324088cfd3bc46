package io.piecemeal.adapters.tus;

import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.RequestRejected;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The field {@code Upload-Metadata}: pairs of a key and, after a space, a value in Base64,
 * separated by commas. A value may be missing.
 *
 * @param values what the keys stand for, decoded
 */
public record UploadMetadata(Map<String, byte[]> values) {

  public static final UploadMetadata NONE = new UploadMetadata(Map.of());

  private static final FileName UNNAMED = new FileName("unnamed");

  /** What clients call the name and the type. */
  private static final List<String> NAMES = List.of("filename", "name");

  private static final List<String> TYPES = List.of("filetype", "type", "contentType");

  /**
   * @throws RequestRejected if it is not of this form, or has a key twice
   */
  public static UploadMetadata parse(String field) {
    if (field.isBlank()) {
      return NONE;
    }
    Map<String, byte[]> values = new LinkedHashMap<>();
    for (String pair : field.split(",", -1)) {
      String[] words = pair.strip().split(" ", -1);
      if (words[0].isEmpty() || words.length > 2) {
        throw Refusals.badField(Tus.METADATA, "each pair is 'key' or 'key base64'");
      }
      byte[] value = words.length == 1 ? new byte[0] : decode(words[1]);
      if (values.put(words[0], value) != null) {
        throw Refusals.badField(Tus.METADATA, "a key stands there twice");
      }
    }
    return new UploadMetadata(values);
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw Refusals.badField(Tus.METADATA, "a value is not in Base64");
    }
  }

  /**
   * @throws RequestRejected if it names a file in a way that is not allowed
   */
  public FileName name() {
    Optional<String> given = text(NAMES);
    try {
      return given.map(FileName::of).orElse(UNNAMED);
    } catch (UploadRejected e) {
      throw Refusals.badField(Tus.METADATA, "the filename is not allowed: " + reason(e));
    }
  }

  private static String reason(UploadRejected e) {
    return e.refusal() instanceof Refusal.BadFilename bad ? bad.reason() : "it is no filename";
  }

  /** What is no media type is none that was given: clients pass on what a system told them. */
  public ContentType type() {
    try {
      return text(TYPES).map(ContentType::of).orElse(ContentType.OCTET_STREAM);
    } catch (UploadRejected _) {
      return ContentType.OCTET_STREAM;
    }
  }

  private Optional<String> text(List<String> keys) {
    return keys.stream()
        .filter(values::containsKey)
        .map(key -> values.getOrDefault(key, new byte[0]))
        .filter(value -> value.length > 0)
        .findFirst()
        .map(UploadMetadata::utf8);
  }

  private static String utf8(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException _) {
      throw Refusals.badField(Tus.METADATA, "a name or type is not in UTF-8");
    }
  }

  /** What tells the same of a file that came in another dialect. */
  static String of(StoredFile file) {
    return "filename %s,filetype %s"
        .formatted(encode(file.name().value()), encode(file.contentType().value()));
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
