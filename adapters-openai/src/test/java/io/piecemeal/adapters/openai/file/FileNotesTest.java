package io.piecemeal.adapters.openai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.RequestRejected;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileNotesTest {

  private static final Optional<String> BATCH = Optional.of("batch");
  private static final Optional<String> CREATED = Optional.of("created_at");

  @Test
  void theyAreKeptAsOneLine() {
    assertThat(FileNotes.of(BATCH, Optional.empty(), Optional.empty()).metadata())
        .isEqualTo(new Metadata("openai", "batch"));
    assertThat(FileNotes.of(BATCH, CREATED, Optional.of(3600L)).metadata())
        .isEqualTo(new Metadata("openai", "batch 3600"));
  }

  @Test
  void whatCannotBeIsRefused() {
    refuses(Optional.empty(), CREATED, Optional.of(1L), "missing-field");
    refuses(Optional.of("fun"), CREATED, Optional.of(1L), "invalid-field");
    refuses(BATCH, Optional.of("now"), Optional.of(1L), "invalid-field");
    refuses(BATCH, CREATED, Optional.empty(), "missing-field");
  }

  private static void refuses(
      Optional<String> purpose, Optional<String> anchor, Optional<Long> seconds, String code) {
    assertThatThrownBy(() -> FileNotes.of(purpose, anchor, seconds))
        .isInstanceOf(RequestRejected.class)
        .hasMessage(code);
  }

  @Test
  void idsAreReadWithTheirPrefixesAndWithout() {
    String bare = "a".repeat(32);
    FileId id = new FileId(bare);
    assertThat(Ids.file(bare)).isEqualTo(id);
    assertThat(Ids.file("file-" + bare)).isEqualTo(id);
    assertThat(Ids.file("file_" + bare)).isEqualTo(id);
    assertThat(Ids.file("upload_" + bare)).isEqualTo(id);
    assertThat(Ids.part("part_" + bare)).contains(id);
    assertThat(Ids.part("file-" + bare)).isEmpty();
    assertThatThrownBy(() -> Ids.file("file-file-" + bare)).isInstanceOf(UploadRejected.class);
  }
}
