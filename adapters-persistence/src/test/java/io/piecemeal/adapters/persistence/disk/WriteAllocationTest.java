package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.testkit.Allocation;
import io.piecemeal.testkit.ObjectWriting;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing an object takes no heap for its bytes. */
final class WriteAllocationTest {

  private static final byte[] BLOCK = new byte[12 * 1024];

  @TempDir private Path directory;
  @AutoClose private DiskChunkStore store;

  @BeforeEach
  void makeTheStore() {
    store = new DiskChunkStore(directory, ByteCount.ZERO);
  }

  @Test
  void aSmallObjectTakesFewBytes() throws Exception {
    assertThat(allocated(1)).isLessThan(4 * 1024);
  }

  @Test
  void aLargeObjectTakesNoMoreThanAMediumOne() throws Exception {
    assertThat(allocated(400) - allocated(10)).isLessThan(2048);
  }

  private long allocated(int blocks) throws Exception {
    return Allocation.bytesOf(
        () ->
            ObjectWriting.write(
                store,
                sink -> {
                  for (int i = 0; i < blocks; i++) {
                    sink.write(BLOCK, 0, BLOCK.length);
                  }
                }));
  }
}
