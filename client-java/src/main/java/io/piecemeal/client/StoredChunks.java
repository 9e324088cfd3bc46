package io.piecemeal.client;

import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What the service has of a file already, chunk by chunk, as its ledger says. */
final class StoredChunks {

  private static final int PAGE = 1000;

  private final Calls calls;
  private final StoredFile file;

  StoredChunks(Calls calls, StoredFile file) {
    this.calls = calls;
    this.file = file;
  }

  /**
   * Reads the same bytes of the source, and compares them before anything is sent: what follows is
   * not to be mixed with the beginning of another file.
   *
   * @throws IntegrityException if they differ
   */
  void compare(Blocks blocks) {
    long position = 0;
    while (position < file.size()) {
      List<?> page = page(position);
      if (page.isEmpty()) {
        throw IntegrityException.changed("the file was taken back meanwhile", null);
      }
      for (Object chunk : page) {
        position = compare(blocks, Json.members(chunk), position);
      }
    }
  }

  private List<?> page(long position) {
    String path = "/uploads/%s/chunks?limit=%d&after=%d".formatted(file.id(), PAGE, position);
    return calls.ask(
        Call.get(path), members -> members.get("data") instanceof List<?> data ? data : List.of());
  }

  /** Chunks that came since the file was looked at are left to be compared with what is sent. */
  private long compare(Blocks blocks, Map<String, @Nullable Object> chunk, long position) {
    long offset = Members.number(chunk, "offset");
    long size = Members.number(chunk, "size");
    if (offset != position || offset + size > file.size()) {
      throw IntegrityException.changed("someone else changes the file " + file.id(), null);
    }
    CRC32C check = new CRC32C();
    blocks.skip(size, check);
    if (!"%08x".formatted(check.getValue()).equals(chunk.get("crc32c"))) {
      throw IntegrityException.changed(
          "what was stored from %d to %d is not what is in the source: it is another one"
              .formatted(offset, offset + size),
          null);
    }
    return position + size;
  }
}
