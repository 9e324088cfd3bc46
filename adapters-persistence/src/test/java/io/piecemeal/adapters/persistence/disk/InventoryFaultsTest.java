package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Page;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.PatternedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is listed of segments that are not whole. */
final class InventoryFaultsTest {

  @TempDir private Path root;
  private DiskChunkStore store;

  @BeforeEach
  void makeTheStore() {
    store = new DiskChunkStore(root, ByteCount.ZERO);
  }

  @AfterEach
  void closeTheStore() {
    store.close();
  }

  @Test
  void aDamagedHeaderEndsTheListingOfItsSegmentAndOfNoOther() throws IOException {
    ObjectKey first = write(100);
    write(100);
    write(100);
    try (FileChannel channel = FileChannel.open(segments().getFirst(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1}), RecordHeader.SIZE + 100 + 5);
    }
    DiskChunkStore other = new DiskChunkStore(root, ByteCount.ZERO);
    ObjectKey elsewhere = ObjectWriting.write(other, sink -> sink.write(1));

    assertThat(listed()).containsExactlyInAnyOrder(first, elsewhere);
    other.close();
  }

  @Test
  void aRecordThatWasCutOffIsNotListed() throws IOException {
    ObjectKey first = write(100);
    write(100);
    try (FileChannel channel = FileChannel.open(segments().getFirst(), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 1);
    }

    assertThat(listed()).containsExactly(first);
  }

  private ObjectKey write(int length) throws IOException {
    return ObjectWriting.write(store, sink -> new PatternedInputStream(length).transferTo(sink));
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("segments"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("lock"))
          .sorted()
          .toList();
    }
  }

  private List<ObjectKey> listed() {
    List<ObjectKey> all = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page page = store.inventory().list(next.get(), Duration.ZERO, 10);
      page.objects().forEach(object -> all.add(object.key()));
      next = page.next();
    }
    return all;
  }
}
