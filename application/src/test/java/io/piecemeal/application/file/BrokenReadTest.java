package io.piecemeal.application.file;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading a file that is no longer there, or no longer what it was. */
final class BrokenReadTest {

  private final Scene scene = new Scene();
  private final StoredFile file = scene.filled("one ", "two ", "three");

  private InputStream open(long start, long length) {
    return open(file, start, length);
  }

  private InputStream open(StoredFile opened, long start, long length) {
    ByteRange range = new ByteRange(bytes(start), bytes(length));
    return Channels.newInputStream(scene.readContent.open(ALICE, opened.id()).bytes(range));
  }

  @Test
  void aFileThatWasRewoundIsNotReadAsIfItWereStillTheSame() throws IOException {
    try (InputStream in = open(0, 13)) {
      scene.rewind(file, 8, 13);

      assertThatIOException()
          .isThrownBy(in::readAllBytes)
          .withMessage("file %s was rewound, compacted or deleted while it was read", file.id());
    }
  }

  @Test
  void aFileThatWasDeletedIsNotReadAsIfItWereStillThere() throws IOException {
    try (InputStream in = open(0, 13)) {
      scene.delete(file);

      assertThatIOException().isThrownBy(in::read);
    }
  }

  @Test
  void aRewindIsNoticedAtTheNextPage() throws IOException {
    StoredFile many = scene.filled(Collections.nCopies(300, "7").toArray(String[]::new));
    try (InputStream in = open(many, 0, 300)) {
      in.read();
      scene.rewind(many, 299, 300);

      assertThat(in.readNBytes(255)).hasSize(255);
      assertThatIOException().isThrownBy(in::read);
    }
  }

  @Test
  void theLastBytesOfADamagedChunkAreNeverGivenOut() throws IOException {
    scene.observed.alter(scene.keys(file).get(1));
    byte[] target = new byte[13];
    try (InputStream in = open(0, 13)) {
      assertThat(in.readNBytes(target, 0, 7)).isEqualTo(7);

      assertDamaged(in, 8, "has other bytes than were committed");
    }
  }

  @Test
  void theDamageOfTheLastChunkIsNoticedToo() throws IOException {
    scene.observed.alter(scene.keys(file).getLast());
    try (InputStream in = open(8, 5)) {
      assertDamaged(in, 13, "has other bytes than were committed");
    }
  }

  @Test
  void aChunkOfWhichOnlyAPartIsReadCannotBeChecked() throws IOException {
    scene.observed.alter(scene.keys(file).get(1));
    try (InputStream tail = open(5, 3);
        InputStream head = open(4, 3)) {
      assertThat(tail.readAllBytes()).isEqualTo(new byte[] {'w', 'o', ' ' + 1});
      assertThat(head.readAllBytes()).isEqualTo(new byte[] {'t', 'w', 'o' + 1});
    }
  }

  @Test
  void aChunkThatIsReadInPartIsNotHeldAgainstTheWholeOneBehindIt() throws IOException {
    try (InputStream in = open(2, 11)) {
      assertThat(in.readAllBytes()).hasSize(11);
    }
  }

  @Test
  void aChunkThatIsTooShortIsDamaged() throws IOException {
    scene.observed.shorten(scene.keys(file).getFirst());
    try (InputStream in = open(0, 13)) {
      assertThat(in.readNBytes(3)).hasSize(3);

      assertDamaged(in, 3, "ends early");
    }
  }

  @Test
  void anObjectThatIsLostIsDamage() throws IOException {
    scene.objects.delete(scene.keys(file).subList(1, 2));
    try (InputStream in = open(0, 13)) {
      assertThat(in.readNBytes(4)).hasSize(4);

      assertThatExceptionOfType(StorageFailure.Damaged.class).isThrownBy(in::read);
    }
  }

  @Test
  void damageIsToldWhereItCannotBeMarked() throws IOException {
    scene.observed.alter(scene.keys(file).getFirst());
    scene.storeMark.failAt(1);
    try (InputStream in = open(0, 4)) {
      assertThatExceptionOfType(StorageFailure.Damaged.class)
          .isThrownBy(in::readAllBytes)
          .satisfies(
              damage ->
                  assertThat(damage.getSuppressed())
                      .singleElement()
                      .isInstanceOf(StorageFailure.Unavailable.class));
    }

    assertThat(scene.rows.find(ALICE, file.id())).isEqualTo(new Lookup.Live(file));
  }

  @Test
  void aChunkThatTheLedgerLostIsDamage() throws IOException {
    scene.looks.falsifyChunks(chunks -> List.of());
    try (InputStream in = open(0, 13)) {
      assertDamaged(in, 0, "is not in the ledger");
    }
  }

  @Test
  void aGapInTheLedgerIsDamage() throws IOException {
    scene.looks.falsifyChunks(chunks -> without(chunks, 1));
    try (InputStream in = open(0, 13)) {
      assertThat(in.readNBytes(4)).hasSize(4);

      assertDamaged(in, 4, "is not in the ledger");
    }
  }

  @Test
  void aChunkThatTheLedgerGivesTwiceIsDamage() throws IOException {
    scene.looks.falsifyChunks(chunks -> List.of(chunks.getFirst(), chunks.getFirst()));
    try (InputStream in = open(0, 13)) {
      assertThat(in.readNBytes(4)).hasSize(4);

      assertDamaged(in, 4, "is not in the ledger");
    }
  }

  private static List<Chunk> without(List<Chunk> chunks, int index) {
    return chunks.stream().filter(chunk -> !chunk.equals(chunks.get(index))).toList();
  }

  private void assertDamaged(InputStream in, long offset, String what) {
    assertThatExceptionOfType(StorageFailure.Damaged.class)
        .isThrownBy(() -> in.read(new byte[13], 0, 13))
        .withMessage("the chunk of file %s before offset %d %s".formatted(file.id(), offset, what));
  }
}
