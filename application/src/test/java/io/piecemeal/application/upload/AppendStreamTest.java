package io.piecemeal.application.upload;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.AppendStream.Ending;
import io.piecemeal.application.port.in.AppendStream.Extent;
import io.piecemeal.application.port.in.AppendStream.StreamCommand;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.testkit.BrokenInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AppendStreamTest {

  /** Chunks of 4 bytes, files of 20. */
  private final Scene scene = new Scene(new Limits(bytes(4), bytes(20), bytes(20)));

  private final List<ByteCount> durable = new ArrayList<>();

  private StreamCommand command(
      StoredFile file, long offset, Optional<ByteCount> announced, Extent extent, InputStream in) {
    return command(file, offset, announced, extent, Ending.LEAVES_OPEN, in);
  }

  private StreamCommand command(
      StoredFile file,
      long offset,
      Optional<ByteCount> announced,
      Extent extent,
      Ending ending,
      InputStream in) {
    return new StreamCommand(
        ALICE, file.id(), bytes(offset), announced, extent, ending, in, durable::add);
  }

  private StoredFile complete(StoredFile file, long offset, String text, Extent extent)
      throws IOException {
    return scene.appendStream.append(
        command(file, offset, Optional.empty(), extent, Ending.COMPLETES, stream(text)));
  }

  private StoredFile send(StoredFile file, long offset, String text) throws IOException {
    return send(file, offset, stream(text), Extent.AS_FAR_AS_IT_COMES);
  }

  private StoredFile send(StoredFile file, long offset, InputStream in, Extent extent)
      throws IOException {
    return scene.appendStream.append(command(file, offset, Optional.empty(), extent, in));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(US_ASCII));
  }

  private static Refusal refusal(ThrowingCallable call) {
    return assertThatExceptionOfType(UploadRejected.class).isThrownBy(call).actual().refusal();
  }

  private static InputStream brokenAfter(String text) {
    return new BrokenInputStream(stream(text + "?"), text.length(), new IOException("cut"));
  }

  @Test
  void aStreamBecomesAsManyChunksAsItTakes() throws IOException {
    StoredFile file = send(scene.open(), 0, "abcdefghij");

    assertThat(file.chunks()).isEqualTo(3);
    assertThat(scene.content(file)).isEqualTo("abcdefghij");
    assertThat(durable).containsExactly(bytes(4), bytes(8), bytes(10));
  }

  @Test
  void aStreamWithoutBytesChangesNothing() throws IOException {
    StoredFile file = scene.filled("ab");

    assertThat(send(file, 2, "")).isEqualTo(file);
    assertThat(durable).isEmpty();
  }

  @Test
  void aStreamGoesOnWhereTheFileEndsAndNowhereElse() throws IOException {
    StoredFile file = scene.filled("ab");

    for (long wrong : new long[] {0, 1, 3}) {
      assertThatThrownBy(() -> send(file, wrong, "ab"))
          .isInstanceOf(UploadRejected.class)
          .extracting(e -> ((UploadRejected) e).refusal())
          .isEqualTo(new Refusal.OffsetMismatch(file.id(), bytes(wrong), bytes(2)));
    }
    assertThat(scene.content(send(file, 2, "cd"))).isEqualTo("abcd");
  }

  @Test
  void whatCameBeforeAStreamBrokeOffIsThere() throws IOException {
    StoredFile file = scene.open();

    assertThatThrownBy(() -> send(file, 0, brokenAfter("abcdef"), Extent.AS_FAR_AS_IT_COMES))
        .isInstanceOf(IOException.class)
        .hasMessage("cut");

    assertThat(scene.content(file)).isEqualTo("abcdef");
    assertThat(durable).containsExactly(bytes(4), bytes(6));
  }

  @Test
  void nothingIsThereOfAStreamThatBrokeOffWhereAllOfItIsWanted() throws IOException {
    StoredFile file = scene.filled("x");

    assertThatThrownBy(() -> send(file, 1, brokenAfter("abcdef"), Extent.ALL_OR_NOTHING))
        .isInstanceOf(IOException.class);

    assertThat(scene.content(file)).isEqualTo("x");
    assertThat(durable).isEmpty();
  }

  @Test
  void allOfAStreamIsThereInOneStep() throws IOException {
    StoredFile file = scene.filled("x");

    StoredFile after = send(file, 1, stream("abcdefg"), Extent.ALL_OR_NOTHING);

    assertThat(after).isEqualTo(scene.now(file)).isInstanceOf(UploadSession.class);
    assertThat(scene.content(file)).isEqualTo("xabcdefg");
    assertThat(durable).containsExactly(bytes(8));
  }

  @Test
  void theLastByteOfTheDeclaredSizeCompletesTheFile() throws IOException {
    assertThat(send(scene.openDeclaring(6), 0, "abcdef")).isInstanceOf(CompleteFile.class);
    assertThat(send(scene.openDeclaring(6), 0, stream("abcdef"), Extent.ALL_OR_NOTHING))
        .isInstanceOf(CompleteFile.class);
  }

  @Test
  void nothingBeyondTheDeclaredSizeIsStored() throws IOException {
    StoredFile file = scene.openDeclaring(6);

    assertThatThrownBy(() -> send(file, 0, "abcdefg"))
        .isInstanceOf(UploadRejected.class)
        .extracting(e -> ((UploadRejected) e).refusal())
        .isInstanceOfAny(Refusal.FileTooLarge.class, Refusal.UploadComplete.class);

    assertThat(scene.content(file)).isEqualTo("abcdef");
  }

  @Test
  void nothingBeyondTheLargestFileIsStored() throws IOException {
    StoredFile file = scene.open();

    assertThatThrownBy(() -> send(file, 0, "x".repeat(21)))
        .isInstanceOf(UploadRejected.class)
        .extracting(e -> ((UploadRejected) e).refusal())
        .isEqualTo(new Refusal.FileTooLarge(bytes(20), bytes(20)));

    assertThat(scene.content(file)).isEqualTo("x".repeat(20));
  }

  @Test
  void nothingThatComesBehindABreakIsTakenForWhatIsMissing() throws IOException {
    StoredFile file = scene.open();
    InputStream resumed =
        new SequenceInputStream(
            stream("abcdef"),
            new InputStream() {
              private boolean cut;

              @Override
              public int read() throws IOException {
                if (!cut) {
                  cut = true;
                  throw new IOException("cut");
                }
                return 'X';
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                buffer[offset] = (byte) read();
                return 1;
              }
            });

    assertThatThrownBy(() -> send(file, 0, resumed, Extent.AS_FAR_AS_IT_COMES)).hasMessage("cut");

    assertThat(scene.content(file)).isEqualTo("abcdef");
  }

  @Test
  void nothingIsReadOfAStreamThatIsAnnouncedAsTooLong() {
    StoredFile file = scene.filled("ab");
    InputStream unread = brokenAfter("");

    assertThatThrownBy(
            () ->
                scene.appendStream.append(
                    command(file, 2, Optional.of(bytes(19)), Extent.AS_FAR_AS_IT_COMES, unread)))
        .isInstanceOf(UploadRejected.class)
        .extracting(e -> ((UploadRejected) e).refusal())
        .isEqualTo(new Refusal.FileTooLarge(bytes(20), bytes(2)));
  }

  @Test
  void theSecondOfTwoEqualStreamsIsNotTheEnd() throws IOException {
    StoredFile file = scene.open();
    InputStream overtaken =
        new FilterInputStream(stream("ab")) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            if (scene.now(file).size().isZero()) {
              scene.append(file, "ab");
            }
            return super.read(buffer, offset, length);
          }
        };

    assertThatThrownBy(() -> send(file, 0, overtaken, Extent.AS_FAR_AS_IT_COMES))
        .isInstanceOf(UploadRejected.class)
        .extracting(e -> ((UploadRejected) e).refusal())
        .isEqualTo(new Refusal.OffsetMismatch(file.id(), bytes(0), bytes(2)));
    assertThat(scene.content(file)).isEqualTo("ab");
  }

  @Test
  void nothingIsKeptOfAWholeStreamThatComesTooLate() {
    StoredFile file = scene.open();
    InputStream overtaken =
        new FilterInputStream(stream("abc")) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            if (scene.now(file).size().isZero()) {
              scene.append(file, "x");
            }
            return super.read(buffer, offset, length);
          }
        };

    assertThatThrownBy(() -> send(file, 0, overtaken, Extent.ALL_OR_NOTHING))
        .isInstanceOf(UploadRejected.class)
        .extracting(e -> ((UploadRejected) e).refusal())
        .isEqualTo(new Refusal.OffsetMismatch(file.id(), bytes(0), bytes(1)));
    assertThat(scene.rows.parts(ALICE, file.id(), Optional.empty(), 10)).isEmpty();
  }

  @Test
  void aSizeDeclaredLaterCompletesTheFileWithItsLastByte() throws IOException {
    StoredFile file = scene.filled("ab");

    StoredFile declared = scene.declareSize.declare(ALICE, file.id(), bytes(4));
    assertThat(declared).isInstanceOf(UploadSession.class);
    assertThat(declared.declared())
        .isEqualTo(new Declaration(Optional.of(bytes(4)), Optional.empty()));
    assertThat(scene.declareSize.declare(ALICE, file.id(), bytes(4))).isEqualTo(declared);
    assertThat(send(declared, 2, "cd")).isInstanceOf(CompleteFile.class);
    assertThat(scene.declareSize.declare(ALICE, file.id(), bytes(4)))
        .isInstanceOf(CompleteFile.class);
    assertThatThrownBy(() -> scene.declareSize.declare(ALICE, file.id(), bytes(5)))
        .isInstanceOf(UploadRejected.class)
        .extracting(e -> ((UploadRejected) e).refusal())
        .isEqualTo(new Refusal.SizeMismatch(file.id(), bytes(5), bytes(4), Status.COMPLETE));
  }

  @Test
  void aFileThatHasAllItsBytesIsCompleteWhenItsSizeIsDeclared() {
    assertThat(scene.declareSize.declare(ALICE, scene.filled("ab").id(), bytes(2)))
        .isInstanceOf(CompleteFile.class);
    assertThat(scene.declareSize.declare(ALICE, scene.open().id(), bytes(0)))
        .isInstanceOf(CompleteFile.class);
  }

  @Test
  void anotherSizeIsRefused() {
    StoredFile file = scene.filled("abc");
    scene.declareSize.declare(ALICE, file.id(), bytes(4));

    assertThatThrownBy(() -> scene.declareSize.declare(ALICE, file.id(), bytes(5)))
        .isInstanceOf(UploadRejected.class)
        .extracting(e -> ((UploadRejected) e).refusal())
        .isInstanceOf(Refusal.SizeMismatch.class);
    assertThatThrownBy(() -> scene.declareSize.declare(ALICE, scene.filled("abc").id(), bytes(2)))
        .isInstanceOf(UploadRejected.class)
        .extracting(e -> ((UploadRejected) e).refusal())
        .isInstanceOf(Refusal.SizeMismatch.class);
    assertThatThrownBy(() -> scene.declareSize.declare(ALICE, scene.open().id(), bytes(21)))
        .isInstanceOf(UploadRejected.class)
        .extracting(e -> ((UploadRejected) e).refusal())
        .isInstanceOf(Refusal.FileTooLarge.class);
  }

  @ParameterizedTest
  @EnumSource(Extent.class)
  void theLastChunkOfAStreamThatEndsTheFileCompletesIt(Extent extent) throws IOException {
    StoredFile file = complete(scene.filled("ab"), 2, "cdefghi", extent);

    assertThat(file).isInstanceOf(CompleteFile.class);
    assertThat(scene.content(file)).isEqualTo("abcdefghi");
  }

  @Test
  void whatWouldGiveTheFileAnotherDigestIsNotAppended() throws IOException {
    Declaration declared = new Declaration(Optional.empty(), Optional.of(Scene.sha256("abcdefX")));
    StoredFile file = scene.open(declared);

    assertThat(refusal(() -> complete(file, 0, "abcdefg", Extent.AS_FAR_AS_IT_COMES)))
        .isEqualTo(
            new Refusal.ChecksumMismatch(
                Scene.sha256("abcdefX"), Scene.sha256("abcdefg"), Optional.of(bytes(4))));

    assertThat(scene.content(scene.now(file))).as("the chunks before the last").isEqualTo("abcd");
    assertThat(complete(file, 4, "efX", Extent.AS_FAR_AS_IT_COMES))
        .isInstanceOf(CompleteFile.class);
  }

  @Test
  void ofAWholeThatWouldGiveTheFileAnotherDigestNothingIsAppended() throws IOException {
    Declaration declared = new Declaration(Optional.empty(), Optional.of(Scene.sha256("abcdefX")));
    StoredFile file = scene.open(declared);

    assertThat(refusal(() -> complete(file, 0, "abcdefg", Extent.ALL_OR_NOTHING)))
        .isEqualTo(
            new Refusal.ChecksumMismatch(
                Scene.sha256("abcdefX"), Scene.sha256("abcdefg"), Optional.empty()));

    assertThat(scene.now(file).size()).isEqualTo(ByteCount.ZERO);
    assertThat(complete(file, 0, "abcdefX", Extent.ALL_OR_NOTHING))
        .isInstanceOf(CompleteFile.class);
  }

  @Test
  void ofAWholeThatReachesTheDeclaredSizeWithAnotherDigestNothingIsAppended() throws IOException {
    Declaration declared = new Declaration(Optional.of(bytes(3)), Optional.of(Scene.sha256("abc")));
    StoredFile file = scene.open(declared);

    assertThat(refusal(() -> send(file, 0, stream("abX"), Extent.ALL_OR_NOTHING)))
        .isInstanceOf(Refusal.ChecksumMismatch.class);

    assertThat(scene.now(file).size()).isEqualTo(ByteCount.ZERO);
    assertThat(send(file, 0, stream("abc"), Extent.ALL_OR_NOTHING))
        .isInstanceOf(CompleteFile.class);
  }

  @Test
  void aStreamThatBreaksOffCompletesNothing() {
    StoredFile file = scene.open();

    assertThatThrownBy(
            () ->
                scene.appendStream.append(
                    command(
                        file,
                        0,
                        Optional.empty(),
                        Extent.AS_FAR_AS_IT_COMES,
                        Ending.COMPLETES,
                        brokenAfter("abc"))))
        .isInstanceOf(IOException.class);

    assertThat(scene.now(file)).isNotInstanceOf(CompleteFile.class);
  }
}
