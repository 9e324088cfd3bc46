package io.piecemeal.faults.account;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** A service that shows whatever it is told to. */
final class Shown {

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final List<Observed.Listed> chunks = new ArrayList<>();

  static Observed.Present of(Part... parts) {
    return new Shown().with(parts).as(FileState.Stage.UPLOADING);
  }

  Shown with(Part... parts) {
    for (Part part : parts) {
      with(part.bytes());
    }
    return this;
  }

  Shown with(byte[] bytes) {
    chunks.add(new Observed.Listed(content.size(), bytes.length, crc(bytes)));
    content.writeBytes(bytes);
    return this;
  }

  Observed.Present as(FileState.Stage stage) {
    return new Observed.Present(stage, content.size(), chunks, content.toByteArray());
  }

  /** As a complete file looks that was made of one object. */
  Observed.Present compacted() {
    byte[] all = content.toByteArray();
    return new Observed.Present(
        FileState.Stage.COMPLETE,
        all.length,
        List.of(new Observed.Listed(0, all.length, crc(all))),
        all);
  }

  static String crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return "%08x".formatted(crc.getValue());
  }
}
