package io.piecemeal.application.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.testkit.Allocation;
import io.piecemeal.testkit.Samples;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import org.junit.jupiter.api.Test;

/** The use case takes no heap for the bytes that pass through it. */
final class AppendAllocationTest {

  private static final byte[] BLOCK = new byte[12 * 1024];

  private final Scene scene = new Scene();

  @Test
  void aLargeChunkTakesNoMoreThanASmallOne() throws Exception {
    assertThat(allocated(400) - allocated(1)).isLessThan(1024);
  }

  private long allocated(int blocks) throws Exception {
    ObjectIntake intake =
        new ObjectIntake(new Nowhere(), scene.store, scene.rows, new CommitFlag());
    return Allocation.bytesOf(
        () ->
            intake.receive(
                sink -> {
                  for (int i = 0; i < blocks; i++) {
                    sink.write(BLOCK, 0, BLOCK.length);
                  }
                  return ChunkTerms.NONE;
                },
                Samples.SHARD,
                Limits.DEFAULT.chunk()));
  }

  /** A store that forgets. */
  private record Nowhere() implements ChunkStore, StagedObject {

    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      return this;
    }

    @Override
    public OutputStream sink() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public ObjectKey keep() {
      return Samples.objectKey();
    }

    @Override
    public ReadableByteChannel open(ByteRange range) {
      return Channels.newChannel(InputStream.nullInputStream());
    }

    @Override
    public ReadableByteChannel open(ObjectKey key, ByteRange range) {
      return open(range);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) {}

    @Override
    public void close() {}
  }
}
