package io.piecemeal.application.audit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.AppendStream.Ending;
import io.piecemeal.application.port.in.AppendStream.Extent;
import io.piecemeal.application.port.in.AppendStream.StreamCommand;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.DeclareSize;
import io.piecemeal.application.port.in.JoinParts;
import io.piecemeal.application.port.in.JoinParts.JoinCommand;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.RewindUpload.RewindCommand;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StorePart;
import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.SessionTerms.Rewinds;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.InMemoryAuditTrail;
import io.piecemeal.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written down of the calls that make, change and read files. */
final class AuditedFilesTest {

  private final Scene scene = new Scene();
  private final InMemoryAuditTrail trail = new InMemoryAuditTrail();
  private final AuditedFiles files = new AuditedFiles(trail);
  private final AuditedParts parts = new AuditedParts(trail);

  private void assertWritten(StoredFile file, Action... actions) {
    assertWritten(file.id(), "done", actions);
  }

  private void assertWritten(FileId file, String outcome, Action... actions) {
    assertThat(trail.written())
        .containsExactlyElementsOf(
            List.of(actions).stream()
                .map(
                    action ->
                        new AuditEvent(
                            action,
                            Optional.of(ALICE),
                            Optional.of(file),
                            Optional.empty(),
                            outcome))
                .toList());
  }

  private static OpenCommand opening(Declaration declared) {
    return new OpenCommand(ALICE, Scene.NAME, ContentType.OCTET_STREAM, declared);
  }

  private static StoreCommand storing(String text) {
    return new StoreCommand(ALICE, Scene.NAME, ContentType.OCTET_STREAM, stream(text));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(US_ASCII));
  }

  @Test
  void aSessionIsWrittenDownWithTheIdThatItGot() {
    StoredFile file = files.open(scene.openUpload).open(opening(Declaration.NONE));

    assertThat(scene.now(file)).isEqualTo(file);
    assertWritten(file, Action.SESSION_OPENED);
  }

  @Test
  void aStoredFileIsWrittenDownWithTheIdThatItGot() throws IOException {
    StoredFile file = files.store(scene.storeFile).store(storing("content"));

    assertThat(scene.content(file)).isEqualTo("content");
    assertWritten(file, Action.FILE_STORED);
  }

  @Test
  void aRequestWithAKeyIsWrittenDownEachTimeWithTheFileOfTheFirst() throws IOException {
    IdempotencyKey key = new IdempotencyKey("key");
    var open = files.openOnce(scene.openUpload);
    StoredFile opened = open.open(opening(Declaration.NONE), key).file();
    assertThat(open.open(opening(Declaration.NONE), key).file()).isEqualTo(opened);
    assertThat(scene.now(opened)).isEqualTo(opened);
    assertWritten(opened, Action.SESSION_OPENED, Action.SESSION_OPENED);

    StoredFile stored =
        files.storeOnce(scene.storeFile).store(storing("content"), new IdempotencyKey("2")).file();
    assertThat(scene.content(stored)).isEqualTo("content");
    assertThat(trail.written().getLast().action()).isEqualTo(Action.FILE_STORED);
    assertThat(trail.written().getLast().file()).contains(stored.id());
  }

  @Test
  void ofAppendsOnlyThatWhichCompletesTheFileIsWrittenDown() throws IOException {
    StoredFile file = scene.openDeclaring(2);
    var append = files.append(scene.appendChunk);

    assertThat(append.append(appending(file, "a")).file().size()).isEqualTo(bytes(1));
    assertThat(trail.written()).isEmpty();

    append.append(appending(file, "b"));
    assertWritten(file, Action.FILE_COMPLETED);
  }

  private static AppendCommand appending(StoredFile file, String text) {
    return new AppendCommand(ALICE, file.id(), TestBody.of(text), Optional.empty());
  }

  @Test
  void ofStreamsOnlyThatWhichCompletesTheFileIsWrittenDown() throws IOException {
    StoredFile file = scene.openDeclaring(2);
    var append = parts.append(scene.appendStream);

    assertThat(append.append(streaming(file, 0, "a")).size()).isEqualTo(bytes(1));
    assertThat(trail.written()).isEmpty();

    append.append(streaming(file, 1, "b"));
    assertWritten(file, Action.FILE_COMPLETED);
  }

  private static StreamCommand streaming(StoredFile file, long offset, String text) {
    return new StreamCommand(
        ALICE,
        file.id(),
        bytes(offset),
        Optional.empty(),
        Extent.AS_FAR_AS_IT_COMES,
        Ending.LEAVES_OPEN,
        stream(text),
        _ -> {});
  }

  @Test
  void aSizeIsWrittenDownWhereItCompletesTheFile() {
    StoredFile file = scene.filled("ab");
    StoredFile longer = scene.filled("ab");
    DeclareSize declare = parts.declare(scene.declareSize);

    assertThat(declare.declare(ALICE, longer.id(), bytes(3)).declared().size()).contains(bytes(3));
    assertThat(trail.written()).isEmpty();

    declare.declare(ALICE, file.id(), bytes(2));
    assertWritten(file, Action.FILE_COMPLETED);
  }

  @Test
  void rewindsAndCompletionsAreWrittenDown() {
    StoredFile file = scene.filled("ab", "c");

    StoredFile cut =
        files
            .rewind(scene.rewindUpload)
            .rewind(new RewindCommand(ALICE, file.id(), bytes(2), bytes(3)));
    StoredFile complete =
        files
            .complete(scene.completeUpload)
            .complete(new CompleteCommand(ALICE, file.id(), Optional.empty(), Optional.empty()));

    assertThat(cut.size()).isEqualTo(bytes(2));
    assertThat(scene.now(file)).isEqualTo(complete);
    assertWritten(file, Action.FILE_REWOUND, Action.FILE_COMPLETED);
  }

  @Test
  void aReadIsWrittenDownAndALookOnlyWhereItIsRefused() {
    StoredFile file = scene.complete(scene.filled("ab"));
    var find = files.find(scene.knownFiles);
    var chunks = files.chunks(scene.listChunks);

    assertThat(files.read(scene.readContent).open(ALICE, file.id()).file()).isEqualTo(file);
    assertThat(find.find(ALICE, file.id())).isEqualTo(file);
    assertThat(files.await((_, _, _) -> file).await(ALICE, file.id(), Duration.ZERO))
        .isEqualTo(file);
    assertThat(chunks.list(ALICE, file.id(), ByteCount.ZERO, 10)).hasSize(1);
    assertWritten(file, Action.CONTENT_READ);
  }

  @Test
  void aLookAtWhatIsNotThereIsWrittenDown() {
    FileId absent = Samples.fileId();
    var find = files.find(scene.knownFiles);

    assertThatThrownBy(() -> find.find(ALICE, absent)).isInstanceOf(UploadRejected.class);

    assertWritten(absent, "not-found", Action.FILE_FOUND);
  }

  @Test
  void partsAreWrittenDownWithTheIdsThatTheyGotAndJoinsWithTheirFile() throws IOException {
    StoredFile file = scene.open();
    StorePart store = parts.store(scene.storePart);
    JoinParts join = parts.join(scene.joinParts);

    StoredFile open = store.open(ALICE, file.id(), Declaration.NONE);
    assertWritten(open, Action.SESSION_OPENED);

    StoredFile part = store.store(ALICE, file.id(), stream("part"));
    assertThat(trail.written().getLast().action()).isEqualTo(Action.FILE_STORED);
    assertThat(trail.written().getLast().file()).contains(part.id());

    StoredFile joined =
        join.join(
            new JoinCommand(ALICE, file.id(), bytes(0), Optional.empty(), List.of(part.id())));
    assertThat(scene.content(joined)).isEqualTo("part");
    assertThat(trail.written().getLast().action()).isEqualTo(Action.PARTS_JOINED);
    assertThat(trail.written().getLast().file()).contains(file.id());
  }

  @Test
  void aFileThatIsOpenedForPartsIsWrittenDownWithTheIdThatItGot() {
    SessionTerms ofNoFileYet =
        new SessionTerms(Optional.empty(), new Role.Part(Optional.empty()), Rewinds.NEVER);
    StoredFile part =
        scene.openUpload.open(
            new OpenCommand(
                ALICE, Scene.NAME, ContentType.OCTET_STREAM, Declaration.NONE, ofNoFileYet));

    StoredFile file =
        parts.join(scene.joinParts).openFor(opening(Declaration.NONE), List.of(part.id()));

    assertWritten(file, Action.SESSION_OPENED);
  }
}
