package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** A secret of hexadecimal digits, which needs no quoting anywhere. */
record Password(String value) {

  private static final int BYTES = 256 / 8;

  static Password random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Password(HexFormat.of().formatHex(bytes));
  }

  static Password readFrom(Path file) throws IOException {
    return new Password(Files.readString(file).strip());
  }

  /** Writes a new file that only its owner can read, from its first moment on. */
  void writeTo(Path file) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            Modes.OWNER_ONLY_FILE)) {
      channel.write(ByteBuffer.wrap((value + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
