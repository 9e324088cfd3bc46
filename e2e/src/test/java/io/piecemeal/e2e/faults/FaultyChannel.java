package io.piecemeal.e2e.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.apache.lucene.tests.mockfile.FilterFileChannel;

/** An open file whose calls fail when the injector says so. */
final class FaultyChannel extends FilterFileChannel {

  private final Injector injector;

  FaultyChannel(FileChannel channel, Injector injector) {
    super(channel);
    this.injector = injector;
  }

  private <T> T call(String name, FaultyFiles.Call<T> call) throws IOException {
    return FaultyFiles.call(injector.at(name), call);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return call("read", () -> super.read(target));
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return call("read", () -> super.read(target, position));
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return write(source, () -> super.write(source));
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return write(source, () -> super.write(source, position));
  }

  private int write(ByteBuffer source, FaultyFiles.Call<Integer> call) throws IOException {
    Optional<Fault> fault = injector.at("write");
    boolean half =
        fault.filter(f -> f == Fault.SHORT_WRITE || f == Fault.HALF_AND_NO_SPACE).isPresent();
    if (!half || source.remaining() < 2) {
      return FaultyFiles.call(half ? Optional.empty() : fault, call);
    }
    int end = source.limit();
    source.limit(source.position() + source.remaining() / 2);
    int written = call.make();
    source.limit(end);
    return fault.get() == Fault.SHORT_WRITE ? written : FaultyFiles.call(fault, () -> written);
  }

  /** A short one ends in the middle of the first buffer that has bytes. */
  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    Optional<Fault> fault = injector.at("writev");
    boolean half =
        fault.filter(f -> f == Fault.SHORT_WRITE || f == Fault.HALF_AND_NO_SPACE).isPresent();
    if (!half) {
      return FaultyFiles.call(fault, () -> super.write(sources, offset, length));
    }
    for (int i = offset; i < offset + length; i++) {
      if (sources[i].remaining() > 1) {
        ByteBuffer first = sources[i];
        int end = first.limit();
        first.limit(first.position() + first.remaining() / 2);
        long written = super.write(sources, offset, i - offset + 1);
        first.limit(end);
        return fault.get() == Fault.SHORT_WRITE ? written : FaultyFiles.call(fault, () -> written);
      }
    }
    return super.write(sources, offset, length);
  }

  @Override
  public void force(boolean metadata) throws IOException {
    FaultyFiles.run(injector.at("fsync"), () -> super.force(metadata));
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    call("truncate", () -> super.truncate(size));
    return this;
  }

  @Override
  public long size() throws IOException {
    return call("fstat", super::size);
  }

  /** A file is closed in any case; a network file system may report then what failed before. */
  @Override
  protected void implCloseChannel() throws IOException {
    Optional<Fault> fault = injector.at("close");
    super.implCloseChannel();
    FaultyFiles.call(fault, () -> this);
  }
}
