package io.piecemeal.benchmarks.micro;

import io.piecemeal.chunk.codec.ChunkOutput;
import java.io.InputStream;
import org.openjdk.jmh.infra.Blackhole;

/** Takes decoded bytes and does nothing with them. */
final class Swallowing extends ChunkOutput {

  private final Blackhole hole;

  Swallowing(Blackhole hole) {
    this.hole = hole;
  }

  @Override
  public void write(int one) {
    hole.consume(one);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    hole.consume(bytes);
    hole.consume(offset + length);
  }

  @Override
  public void draft() {
    // there is always room
  }

  @Override
  public InputStream takeBack() {
    throw new IllegalStateException("plain Base64 is written once");
  }
}
