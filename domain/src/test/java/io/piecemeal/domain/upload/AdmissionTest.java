package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.FileSample.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ByteCount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is done with a received chunk. The file of every row has 10 bytes, and a file may have 20.
 */
final class AdmissionTest {

  private static final Limits LIMITS =
      new Limits(new ByteCount(3), new ByteCount(20), new ByteCount(4));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          - |  1 | append at 10, stays open
          - | 10 | append at 10, stays open
          - | 11 | refuse: too large, limit 20, size 10
          10 |  1 | append at 10, stays open
          10 | 10 | append at 10, stays open
          10 | 11 | refuse: too large, limit 20, size 10
          0 | 10 | compare with 0+10
          0 | 11 | compare with 0+10
          0 |  1 | compare with 0+1
          3 |  7 | compare with 3+7
          3 |  8 | compare with 3+7
          9 |  1 | compare with 9+1
          9 |  2 | compare with 9+1
          11 |  1 | refuse: offset 11, size 10
          9223372036854775807 |  1 | refuse: offset 9223372036854775807, size 10
          0 | 9223372036854775807 | compare with 0+10
          """)
  void anOpenFileTakesWhatBelongsToItsEnd(@Nullable Long offset, long length, String expected) {
    StoredFile file = FileSample.uploading(10);

    assertThat(decision(file, length, offset, ChunkPosition.MORE_MAY_FOLLOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          - |  1 | refuse: complete, size 10
          10 |  1 | refuse: complete, size 10
          10 | 11 | refuse: complete, size 10
          0 | 10 | compare with 0+10
          9 |  1 | compare with 9+1
          9 |  2 | compare with 9+1
          11 |  1 | refuse: complete, size 10
          """)
  void aCompleteFileOnlyRecognisesWhatItHas(@Nullable Long offset, long length, String expected) {
    StoredFile file = FileSample.complete(10);

    assertThat(decision(file, length, offset, ChunkPosition.MORE_MAY_FOLLOW)).isEqualTo(expected);
    assertThat(decision(file, length, offset, ChunkPosition.LAST)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          12 | 1 | MORE_MAY_FOLLOW | append at 10, stays open
          12 | 2 | MORE_MAY_FOLLOW | append at 10, completes
          12 | 3 | MORE_MAY_FOLLOW | refuse: too large, limit 12, size 10
          12 | 1 | LAST | refuse: expected 12, size 10
          12 | 2 | LAST | append at 10, completes
          12 | 3 | LAST | refuse: too large, limit 12, size 10
          25 | 15 | MORE_MAY_FOLLOW | append at 10, completes
          25 | 16 | MORE_MAY_FOLLOW | refuse: too large, limit 25, size 10
          - | 1 | LAST | append at 10, completes
          - | 10 | LAST | append at 10, completes
          - | 11 | LAST | refuse: too large, limit 20, size 10
          """)
  void theLastChunkCompletesTheFile(
      @Nullable Long declaredSize, long length, ChunkPosition position, String expected) {
    FileSample open = FileSample.of(10);
    StoredFile file = (declaredSize == null ? open : open.declaring(declaredSize)).session();

    assertThat(decision(file, length, null, position)).isEqualTo(expected);
    assertThat(decision(file, length, 10L, position)).isEqualTo(expected);
  }

  private static String decision(
      StoredFile file, long length, @Nullable Long offset, ChunkPosition position) {
    ChunkTerms terms =
        new ChunkTerms(Optional.ofNullable(offset).map(ByteCount::new), Optional.empty(), position);
    try {
      return switch (file.admit(new ByteCount(length), terms, LIMITS)) {
        case Admission.Append append ->
            "append at %s, %s".formatted(append.to().size(), describe(append.outcome()));
        case Admission.Compare compare ->
            "compare with %s+%s".formatted(compare.stored().start(), compare.stored().length());
      };
    } catch (UploadRejected e) {
      return "refuse: " + describe(e.refusal());
    }
  }

  private static String describe(Admission.Outcome outcome) {
    return switch (outcome) {
      case STAYS_OPEN -> "stays open";
      case COMPLETES -> "completes";
    };
  }

  private static String describe(Refusal refusal) {
    return switch (refusal) {
      case Refusal.OffsetMismatch(FileId id, ByteCount given, ByteCount size) when id.equals(ID) ->
          "offset %s, size %s".formatted(given, size);
      case Refusal.UploadComplete(FileId id, ByteCount size) when id.equals(ID) ->
          "complete, size %s".formatted(size);
      case Refusal.FileTooLarge(ByteCount limit, ByteCount size) ->
          "too large, limit %s, size %s".formatted(limit, size);
      case Refusal.SizeMismatch(FileId id, ByteCount expected, ByteCount size, Status _)
          when id.equals(ID) ->
          "expected %s, size %s".formatted(expected, size);
      default -> refusal.toString();
    };
  }
}
