package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Function;

/** An object that has not yet come to where the kept ones are. */
final class InMemoryStage implements StagedObject {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final OutputStream sink;
  private final Function<byte[], ObjectKey> home;

  InMemoryStage(ByteCount limit, Function<byte[], ObjectKey> home) {
    this.sink =
        new LimitedSink(
            bytes,
            limit.value(),
            () -> new IllegalArgumentException("more than %s bytes".formatted(limit)));
    this.home = home;
  }

  @Override
  public OutputStream sink() {
    return sink;
  }

  @Override
  public ReadableByteChannel open(ByteRange range) {
    return Channels.newChannel(
        new ByteArrayInputStream(
            bytes.toByteArray(),
            Math.toIntExact(range.start().value()),
            Math.toIntExact(range.length().value())));
  }

  @Override
  public ObjectKey keep() {
    return home.apply(bytes.toByteArray());
  }

  @Override
  public void close() {}
}
