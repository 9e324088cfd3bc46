package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.in.ChunkSink;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that write a draft before they know what their chunk is. */
final class DraftTest {

  private static final int LIMIT = 8;
  private static final int MOST_OF_A_DRAFT = 8 * LIMIT + 128 * 1024;

  private final Scene scene = new Scene(new Limits(bytes(LIMIT), bytes(100), bytes(LIMIT)));
  private final StoredFile file = scene.filled("one ");

  @AfterEach
  void nothingIsLeftOpenOrOver() {
    assertThat(scene.observed.unclosed()).isZero();
    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(scene.keys(file));
  }

  @Test
  void theChunkIsWhatIsWrittenAfterTheDraft() {
    scene.append(
        file,
        sink -> {
          write(sink, "be");
          sink.draft();
          write(sink, "fore, and much more than a chunk");
          assertThat(takeBack(sink)).isEqualTo("before, and much more than a chunk");
          write(sink, "two");
          return ChunkTerms.NONE;
        });

    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void aDraftMayBecomeTheChunk() {
    scene.append(
        file,
        sink -> {
          write(sink, "t");
          sink.draft();
          write(sink, "wo");
          return ChunkTerms.NONE;
        });

    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void whatWasWrittenMayBeTakenBackWithoutADraft() {
    scene.append(
        file,
        sink -> {
          assertThat(takeBack(sink)).isEmpty();
          write(sink, "two");
          return ChunkTerms.NONE;
        });

    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void aDraftThatBecomesTheChunkHasItsLimit() {
    assertTooLarge(
        sink -> {
          sink.draft();
          write(sink, "123456789");
          return ChunkTerms.NONE;
        });
  }

  @Test
  void theLimitHoldsAgainAfterTheDraft() {
    assertTooLarge(
        sink -> {
          sink.draft();
          write(sink, "123456789");
          takeBack(sink);
          write(sink, "12345678");
          write(sink, "9");
          throw new AssertionError("more than the limit was taken");
        });
  }

  @Test
  void aDraftHasRoomForTheTextOfALargestChunk() {
    scene.append(
        file,
        sink -> {
          sink.draft();
          sink.write(new byte[MOST_OF_A_DRAFT]);
          assertThat(takeBack(sink)).hasSize(MOST_OF_A_DRAFT);
          write(sink, "two");
          return ChunkTerms.NONE;
        });

    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void aDraftHasALimit() {
    assertTooLarge(
        sink -> {
          sink.draft();
          sink.write(new byte[MOST_OF_A_DRAFT]);
          sink.write('x');
          throw new AssertionError("more than the limit was taken");
        });
  }

  @Test
  void aBodyThatBreaksInItsDraftOrAfterItLeavesNothing() {
    IOException fault = new IOException("connection reset");
    ChunkBody within =
        sink -> {
          write(sink, "a");
          sink.draft();
          write(sink, "b");
          throw fault;
        };
    ChunkBody behind =
        sink -> {
          sink.draft();
          write(sink, "b");
          takeBack(sink);
          write(sink, "c");
          throw fault;
        };

    assertThatThrownBy(() -> scene.send(file, within)).isSameAs(fault);
    assertThatThrownBy(() -> scene.send(file, behind)).isSameAs(fault);
  }

  @ParameterizedTest
  @CsvSource({"WRITE, 2", "WRITE, 3", "OPEN, 1", "OPEN, 2"})
  void aStoreThatFailsMeanwhileLeavesNothing(Operation operation, int nth) {
    StorageFailure.Unavailable fault = new StorageFailure.Unavailable("injected");
    scene.store.failAt(nth, operation, fault);

    assertThatThrownBy(
            () ->
                scene.append(
                    file,
                    sink -> {
                      write(sink, "a");
                      sink.draft();
                      write(sink, "b");
                      takeBack(sink);
                      throw new AssertionError("the fault was not met");
                    }))
        .isSameAs(fault);
  }

  private void assertTooLarge(ChunkBody body) {
    assertRefused(new Refusal.ChunkTooLarge(bytes(LIMIT)), () -> scene.append(file, body));
  }

  private static void write(ChunkSink sink, String text) throws IOException {
    sink.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String takeBack(ChunkSink sink) throws IOException {
    try (InputStream written = sink.takeBack()) {
      return new String(written.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
