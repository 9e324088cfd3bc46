package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.FileSample.OTHER;
import static io.piecemeal.domain.upload.FileSample.chunk;
import static io.piecemeal.domain.upload.FileSample.uploading;
import static io.piecemeal.domain.upload.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Shard;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which files become part of another one, and what that makes of it. */
final class JoinRulesTest {

  private static final FileId PART = new FileId("a".repeat(31) + "b");
  private static final Role OF_ANY = new Role.Part(Optional.empty());
  private static final Role OF_THIS = new Role.Part(Optional.of(FileSample.ID));
  private static final Owner ALICE = FileSample.uploading(0).owner();

  private static CompleteFile part(FileId id, Owner owner, Role role, FileContent content) {
    FileHeader like = uploading(0).header();
    FileHeader header =
        new FileHeader(
            id,
            owner,
            like.name(),
            like.contentType(),
            Declaration.NONE,
            new SessionTerms(Optional.empty(), role, SessionTerms.Rewinds.ALLOWED),
            like.createdAt());
    return new CompleteFile(
        header, content, OTHER, FileSample.OPENED, FileSample.EXPIRY, Optional.empty());
  }

  private static CompleteFile part(Role role, FileContent content) {
    return part(PART, ALICE, role, content);
  }

  private static FileContent content(long size, int chunks, long revision, ChunkObject last) {
    return new FileContent(new ByteCount(size), chunks, revision, Optional.of(last));
  }

  @Test
  void partsAreTheEndOfTheSessionInTheirOrderAndNothingElseChanges() {
    ChunkObject last = chunk(5, 3);
    UploadSession session = FileSample.of(content(10, 3, 4, chunk(2, 1))).session();

    UploadSession joined =
        session.join(
            List.of(
                part(OF_THIS, content(7, 2, 6, chunk(3, 2))), part(OF_ANY, content(9, 1, 0, last))),
            Limits.DEFAULT);

    assertThat(joined).isEqualTo(FileSample.of(content(26, 6, 4, last)).session());
  }

  @Test
  void aPartOfNothingAddsNothing() {
    UploadSession session = uploading(10);

    assertThat(session.join(List.of(part(OF_THIS, FileContent.NONE)), Limits.DEFAULT))
        .isEqualTo(session);
  }

  @Test
  void partsMayReachTheLimitAndNotPassIt() {
    Limits limits = new Limits(new ByteCount(1), new ByteCount(20), new ByteCount(1));
    UploadSession session = uploading(10);
    CompleteFile five = part(OF_ANY, content(5, 1, 0, chunk(5, 2)));

    assertThat(session.join(List.of(five, five), limits).size()).isEqualTo(new ByteCount(20));
    assertRefused(
        new Refusal.FileTooLarge(new ByteCount(20), new ByteCount(10)),
        () -> session.join(List.of(five, five, five), limits));
  }

  static Stream<CompleteFile> noParts() {
    FileId elsewhere = PART.in(new Shard(1));
    return Stream.of(
        part(new Role.Whole(), FileContent.NONE),
        part(new Role.Part(Optional.of(PART)), FileContent.NONE),
        part(PART, new Owner("bob"), OF_THIS, FileContent.NONE),
        part(elsewhere, ALICE, OF_THIS, FileContent.NONE));
  }

  @ParameterizedTest
  @MethodSource("noParts")
  void onlyPartsOfTheSessionBecomePartOfIt(CompleteFile other) {
    assertRefused(
        new Refusal.NotAPart(other.id(), Refusal.NotAPart.Reason.OF_ANOTHER),
        () -> uploading(10).join(List.of(other), Limits.DEFAULT));
  }

  @Test
  void onlyAPartIsOne() {
    assertThat(part(new Role.Whole(), FileContent.NONE).terms().isPart()).isFalse();
    assertThat(part(OF_ANY, FileContent.NONE).terms().isPart()).isTrue();
  }
}
