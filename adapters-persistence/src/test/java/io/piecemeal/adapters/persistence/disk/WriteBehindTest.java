package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
final class WriteBehindTest {

  private static final int LONG = 2 * WriteBehind.STEP;

  @TempDir private Path root;

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** What is done in place of a file's sync. */
  private interface FileSync {
    void of(FileChannel file) throws IOException;
  }

  @Test
  void theDiskWorksWhileBytesStillCome() throws IOException {
    DiskChunkStore store = store(_ -> started.countDown());

    ObjectWriting.write(
        store,
        sink -> {
          sink.write(new byte[LONG]);
          awaitStart();
        });

    assertThat(started.getCount()).isZero();
  }

  @Test
  void anEarlySyncThatFailsFailsTheFileWhateverTheLastOneSays() throws IOException {
    AtomicInteger syncs = new AtomicInteger();
    DiskChunkStore store =
        store(
            _ -> {
              if (syncs.getAndIncrement() == 0) {
                started.countDown();
                throw new IOException("No space left on device");
              }
            });

    assertThatThrownBy(
            () ->
                ObjectWriting.write(
                    store,
                    sink -> {
                      sink.write(new byte[LONG]);
                      awaitStart();
                    }))
        .isInstanceOf(StorageFailure.NoSpace.class);

    assertThat(objects()).isZero();
  }

  /** Or else there would be nothing to sync, which looks like a disk that fails. */
  @Test
  void aFileThatIsGivenUpIsRemovedAfterItsSync() throws InterruptedException, IOException {
    AtomicLong filesAfterwards = new AtomicLong(-1);
    DiskChunkStore store =
        store(
            _ -> {
              started.countDown();
              await(released);
              filesAfterwards.set(objects());
            });

    writeAndRelease(
        store,
        sink -> {
          sink.write(new byte[LONG]);
          awaitStart();
          throw new IOException("the sender went away");
        });

    assertThat(filesAfterwards).hasValue(1);
    assertThat(objects()).isZero();
  }

  /** An interrupt closes the channel that is written to. */
  @Test
  void aWriterThatIsInterruptedDoesNotBreakTheSyncUnderWay()
      throws InterruptedException, IOException {
    DiskChunkStore store =
        store(
            file -> {
              started.countDown();
              await(released);
              file.force(true);
            });

    writeAndRelease(
        store,
        sink -> {
          sink.write(new byte[LONG]);
          awaitStart();
          Thread.currentThread().interrupt();
          sink.write(new byte[LONG]);
        });

    assertThat(objects()).isZero();
    ObjectWriting.write(store, sink -> sink.write(new byte[LONG]));
    assertThat(objects()).isEqualTo(1);
  }

  /** Lets the sync go on when the writer, who fails, has nothing left to do but to wait for it. */
  private void writeAndRelease(DiskChunkStore store, ObjectWriting.Content content)
      throws InterruptedException, IOException {
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread writer =
        Thread.startVirtualThread(
            () -> {
              try {
                ObjectWriting.write(store, content);
              } catch (IOException | RuntimeException e) {
                failure.set(e);
              }
            });
    awaitStart();
    while (writer.isAlive() && !isWaiting(writer.getState())) {
      Thread.onSpinWait();
    }
    released.countDown();
    writer.join();
    assertThat(failure.get()).isNotNull();
  }

  private static boolean isWaiting(Thread.State state) {
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  /** Made before, so that the first file to be synced is the one that a test writes. */
  private DiskChunkStore store(FileSync sync) {
    new DiskChunkStore(root, ByteCount.ZERO).close();
    return new DiskChunkStore(
        root, new FileSyncing(sync), new FreeSpaceGuard(() -> Samples.bytes(1), ByteCount.ZERO));
  }

  /** Syncs directories as ever, and files as a test says. */
  private record FileSyncing(FileSync sync) implements Syncing {
    @Override
    public void file(FileChannel file) throws IOException {
      sync.of(file);
    }

    @Override
    public void directory(Path directory) throws IOException {
      new KernelSyncing().directory(directory);
    }
  }

  private void awaitStart() throws IOException {
    await(started);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(5, TimeUnit.MINUTES)) {
        throw new IOException("nothing happened");
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private long objects() throws IOException {
    try (Stream<Path> paths = Files.walk(root.resolve("objects"))) {
      return paths.filter(Files::isRegularFile).count();
    }
  }
}
