package io.piecemeal.benchmarks.micro;

import java.io.OutputStream;
import org.openjdk.jmh.infra.Blackhole;

/** Takes decoded bytes and does nothing with them. */
final class Swallowing extends OutputStream {

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
}
