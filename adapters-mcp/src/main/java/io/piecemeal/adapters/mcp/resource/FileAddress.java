package io.piecemeal.adapters.mcp.resource;

import io.piecemeal.adapters.mcp.argument.FileUri;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a file, or of some of its bytes: {@code piecemeal://files/{file_id}}, and behind
 * it {@code ?offset=…&length=…}, or one of the two.
 *
 * @param length empty for all that is read at once
 */
record FileAddress(FileId file, Optional<ByteCount> offset, Optional<ByteCount> length) {

  /** Digits: more than any file has bytes, and no overflow. */
  private static final String NUMBER = "([0-9]{1,18})";

  private static final Pattern RANGE =
      Pattern.compile("(?:offset=" + NUMBER + ")?(?:(?:^|(?<=[0-9])&)length=" + NUMBER + ")?");

  /** What may be behind the id. */
  static final String RANGES =
      "behind the id the address may have ?offset=…, ?length=… or ?offset=…&length=…, each"
          + " with a whole number of at most 18 digits, and nothing else";

  private static final Pattern ID = Pattern.compile("[^?#/&]*");

  /** Whether an address that is none has an id nevertheless, so that the rest is what is wrong. */
  static boolean hasId(String uri) {
    if (!uri.startsWith(FileUri.PREFIX)) {
      return false;
    }
    Matcher id = ID.matcher(uri.substring(FileUri.PREFIX.length()));
    return id.lookingAt() && FileId.parse(id.group()).isPresent();
  }

  /** Reads an address; empty if it is none. */
  static Optional<FileAddress> parse(String uri) {
    if (!uri.startsWith(FileUri.PREFIX)) {
      return Optional.empty();
    }
    String rest = uri.substring(FileUri.PREFIX.length());
    int query = rest.indexOf('?');
    Optional<FileId> file = FileId.parse(query < 0 ? rest : rest.substring(0, query));
    Matcher range = RANGE.matcher(query < 0 ? "" : rest.substring(query + 1));
    return file.filter(_ -> range.matches())
        .map(id -> new FileAddress(id, number(range, 1), number(range, 2)));
  }

  private static Optional<ByteCount> number(Matcher range, int group) {
    return Optional.ofNullable(range.group(group)).map(Long::parseLong).map(ByteCount::new);
  }

  /** Whether only some of the bytes are asked for. */
  boolean isRange() {
    return offset.isPresent() || length.isPresent();
  }
}
