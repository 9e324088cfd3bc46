package io.piecemeal.benchmarks.probe;

import io.piecemeal.benchmarks.load.Crew;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Appends pieces to a file, each followed by fdatasync(2). */
final class DiskWriter implements Crew.Worker {

  private final FileChannel file;
  private final ByteBuffer piece;

  DiskWriter(Path path, int bytes) {
    byte[] random = new byte[bytes];
    new Random(bytes).nextBytes(random);
    this.piece = ByteBuffer.allocateDirect(bytes).put(random).flip();
    this.file = open(path);
  }

  @Override
  public void prepare() {}

  @Override
  public void work() throws IOException {
    ByteBuffer left = piece.duplicate();
    while (left.hasRemaining()) {
      file.write(left);
    }
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static FileChannel open(Path path) {
    try {
      return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
