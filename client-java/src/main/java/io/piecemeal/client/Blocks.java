package io.piecemeal.client;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.Checksum;

/** Reads a source in blocks and digests them, one block ahead of what is sent. */
final class Blocks implements AutoCloseable {

  /**
   * Bytes that are digested at once: few enough that the call is soon compiled, and the JVM uses
   * the processor's own instructions.
   */
  private static final int PIECE = 16 << 10;

  private final InputStream stream;
  private final MessageDigest digest = sha256();
  private FutureTask<Block> ahead = new FutureTask<>(Block::none);

  Blocks(InputStream stream) {
    this.stream = stream;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  /**
   * Reads what the service has already, for the digest.
   *
   * @param check is updated, too
   * @throws IntegrityException if the source has less
   */
  void skip(long bytes, Checksum check) {
    byte[] block = new byte[PIECE];
    try {
      for (long left = bytes; left > 0; ) {
        int read = stream.read(block, 0, (int) Math.min(left, PIECE));
        if (read < 0) {
          throw IntegrityException.changed(
              "the source ends before what was sent of it: it is another one", null);
        }
        digest.update(block, 0, read);
        check.update(block, 0, read);
        left -= read;
      }
    } catch (IOException e) {
      throw Source.unreadable(e);
    }
  }

  /** Begins to read a block. */
  void readAhead(int bytes) {
    ahead = new FutureTask<>(() -> Block.read(stream, bytes, digest));
    Thread.startVirtualThread(ahead);
  }

  /** The block that is being read; one without bytes is the end. */
  Block take() {
    try {
      return ahead.get();
    } catch (InterruptedException e) {
      throw Calls.cancelled(e);
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case IOException failure -> Source.unreadable(failure);
        case RuntimeException failure -> failure;
        case null, default -> new IllegalStateException(e.getCause());
      };
    }
  }

  /** Of all that was read, once the end was. */
  String hexDigest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() {
    ahead.cancel(true);
    try {
      stream.close();
    } catch (IOException e) {
      throw Source.unreadable(e);
    }
  }
}
