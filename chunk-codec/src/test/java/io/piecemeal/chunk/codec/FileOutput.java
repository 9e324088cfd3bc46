package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what a scan writes in a file, and after a draft in a second one. */
final class FileOutput extends ChunkOutput {

  private final Path folder;
  private Path file;
  private OutputStream target;

  FileOutput(Path folder) throws IOException {
    this.folder = folder;
    this.file = Files.createTempFile(folder, "draft", "");
    this.target = Files.newOutputStream(file);
  }

  @Override
  public void write(int octet) throws IOException {
    target.write(octet);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    target.write(bytes, offset, length);
  }

  @Override
  public void draft() {
    // there is always room
  }

  @Override
  public InputStream takeBack() throws IOException {
    Path former = file;
    target.close();
    file = Files.createTempFile(folder, "chunk", "");
    target = Files.newOutputStream(file);
    return Files.newInputStream(former);
  }

  long length() throws IOException {
    return Files.size(file);
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
