package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that break, are too large or are empty. None leaves anything. */
final class RefusedBodyTest {

  private final Scene scene = new Scene(new Limits(bytes(8), bytes(100), bytes(8)));
  private final StoredFile file = scene.filled("one ");

  @AfterEach
  void nothingIsAppendedAndNoObjectIsLeft() {
    assertThat(scene.now(file)).isEqualTo(file);
    assertThat(scene.objects.keys()).containsExactlyElementsOf(scene.keys(file));
  }

  @Test
  void whatABodyThrowsPassesThrough() {
    IOException fault = new IOException("connection reset");

    assertThatThrownBy(() -> scene.send(file, TestBody.of("two").brokenBy(fault))).isSameAs(fault);
  }

  @Test
  void aRefusalByTheBodyPassesThrough() {
    assertRefused(
        new Refusal.InvalidField(Input.DATA, "not Base64"),
        () ->
            scene.append(
                file,
                sink -> {
                  sink.write('t');
                  throw new UploadRejected(new Refusal.InvalidField(Input.DATA, "not Base64"));
                }));
  }

  @Test
  void aChunkLargerThanTheLimitIsRefused() {
    assertRefused(new Refusal.ChunkTooLarge(bytes(8)), () -> scene.append(file, "123456789"));
  }

  @Test
  void aChunkIsRefusedAtTheByteThatIsTooMuch() {
    int[] taken = new int[1];

    assertRefused(
        new Refusal.ChunkTooLarge(bytes(8)),
        () ->
            scene.append(
                file,
                sink -> {
                  for (; ; taken[0]++) {
                    sink.write('x');
                  }
                }));

    assertThat(taken[0]).isEqualTo(8);
  }

  @Test
  void aChunkWithoutBytesIsRefused() {
    assertRefused(new Refusal.EmptyChunk(), () -> scene.append(file, ""));
    assertRefused(new Refusal.EmptyChunk(), () -> scene.append(file, sink -> ChunkTerms.NONE));
    assertRefused(new Refusal.EmptyChunk(), () -> scene.append(file, TestBody.of("").at(0).last()));
  }
}
