package io.piecemeal.benchmarks.micro;

import io.piecemeal.adapters.http.chunkbody.ChunkMembers;
import io.piecemeal.adapters.http.chunkbody.DecodedSink;
import org.openjdk.jmh.infra.Blackhole;

/** Takes decoded bytes and does nothing with them. */
record Swallowing(Blackhole hole) implements DecodedSink {

  @Override
  public void begin(ChunkMembers seenSoFar) {
    hole.consume(seenSoFar);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    hole.consume(bytes);
    hole.consume(offset + length);
  }
}
