package io.piecemeal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.client.ScriptedService.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DownloadTest {

  private static final byte[] BYTES = UploadTest.bytes(300_000);

  @TempDir private Path folder;
  private ScriptedService service;
  private PiecemealClient client;
  private String id;

  @BeforeEach
  void start() throws IOException {
    service = ScriptedService.start();
    client = PiecemealClient.of(service.options());
    id = service.store(BYTES);
  }

  @AfterEach
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void downloadGoesOnAfterABreak() {
    String content = "GET /files/" + id + "/content";
    service.then(content, Kind.HALF).then(content, Kind.HALF).then(content, Kind.CUT);
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    client.download(id, target, TransferListener.NONE);
    assertThat(target.toByteArray()).isEqualTo(BYTES);
    assertThat(service.count(content)).isEqualTo(4);
  }

  @Test
  void fileAppearsWhenItIsWholeAndReplacesNothing() throws IOException {
    Path target = folder.resolve("target");
    client.download(id, target, Existing.KEEP, TransferListener.NONE);
    assertThat(target).hasBinaryContent(BYTES);
    Files.writeString(target, "mine");
    assertThatThrownBy(() -> client.download(id, target, Existing.KEEP, TransferListener.NONE))
        .isInstanceOf(LocalFileException.class)
        .hasMessageContaining("already");
    assertThat(target).hasContent("mine");
    client.download(id, target, Existing.REPLACE, TransferListener.NONE);
    assertThat(target).hasBinaryContent(BYTES);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoFileIsRefusedBeforeAnythingComes(Existing existing) throws Exception {
    Path mine = Files.writeString(folder.resolve("mine"), "mine");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    List<Path> places =
        List.of(
            Files.createDirectory(folder.resolve("folder")),
            Files.createSymbolicLink(folder.resolve("link"), mine),
            Files.createSymbolicLink(folder.resolve("to-nothing"), Path.of("none")),
            Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null")),
            pipe);
    for (Path place : places) {
      assertThatThrownBy(() -> client.download(id, place, existing, TransferListener.NONE))
          .isInstanceOf(LocalFileException.class)
          .hasMessageContaining("only files are replaced: " + place);
    }
    assertThat(mine).hasContent("mine");
    assertThat(service.count("GET /files/" + id + "/content")).isZero();
  }

  @Test
  void missingFolderIsTold() {
    assertThatThrownBy(
            () -> client.download(id, folder.resolve("no/f"), Existing.KEEP, TransferListener.NONE))
        .isInstanceOf(LocalFileException.class)
        .hasMessage("there is no folder %s; make it first".formatted(folder.resolve("no")));
  }

  /** Another user of the folder may know the file's id. */
  @Test
  void linkInThePlaceOfThePartIsNotFollowed() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine"), "mine");
    Files.createSymbolicLink(folder.resolve("." + id + ".part"), mine);
    assertThatThrownBy(
            () -> client.download(id, folder.resolve("f"), Existing.KEEP, TransferListener.NONE))
        .isInstanceOf(LocalFileException.class);
    assertThat(mine).hasContent("mine");
  }

  @Test
  void whatCameMeanwhileIsReplacedOnlyIfItIsAFile() throws IOException {
    Path target = folder.resolve("target");
    try (PartFile part = PartFile.open(target, client.file(id), Existing.REPLACE)) {
      Files.createSymbolicLink(target, Path.of("/dev/null"));
      assertThatThrownBy(part::finish)
          .isInstanceOf(LocalFileException.class)
          .hasMessageContaining("no file");
    }
    assertThat(target).isSymbolicLink();
  }

  @Test
  void diskThatTakesNoMoreIsToldWithWhatStays() throws IOException {
    PartFile part = PartFile.open(folder.resolve("target"), client.file(id), Existing.KEEP);
    // A closed one refuses bytes as a full disk does.
    part.close();
    assertThatThrownBy(() -> part.stream().write(BYTES))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("." + id + ".part, and the same download goes on");
  }

  @Test
  void bytesThatAreThereAreNotAskedForAgain() throws IOException {
    Files.write(folder.resolve("." + id + ".part"), java.util.Arrays.copyOf(BYTES, 299_000));
    Path target = folder.resolve("target");
    client.download(id, target, Existing.KEEP, TransferListener.NONE);
    assertThat(target).hasBinaryContent(BYTES);
  }

  @Test
  void otherBytesAreAnErrorAndForgotten() throws IOException {
    Files.write(folder.resolve("." + id + ".part"), new byte[1000]);
    Path target = folder.resolve("target");
    assertThatThrownBy(() -> client.download(id, target, Existing.KEEP, TransferListener.NONE))
        .isInstanceOf(IntegrityException.class);
    assertThat(target).doesNotExist();
    client.download(id, target, Existing.KEEP, TransferListener.NONE);
    assertThat(target).hasBinaryContent(BYTES);
  }

  @Test
  void unfinishedUploadIsNoFileYet() throws IOException {
    String unfinished = client.open(UploadOptions.named("f")).id();
    Path target = folder.resolve("target");
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    assertThatThrownBy(
            () -> client.download(unfinished, target, Existing.KEEP, TransferListener.NONE))
        .isInstanceOf(IncompleteException.class)
        .hasMessageContaining("0 bytes so far");
    assertThatThrownBy(() -> client.download(unfinished, sink, TransferListener.NONE))
        .isInstanceOf(IncompleteException.class);
    assertThat(service.count("GET /files/" + unfinished + "/content")).isZero();
    assertThat(folder).isEmptyDirectory();
    StoredFile soFar =
        client.downloadSoFar(unfinished, target, Existing.KEEP, TransferListener.NONE);
    assertThat(soFar.complete()).isFalse();
    assertThat(target).isEmptyFile();
    client.downloadSoFar(id, sink, TransferListener.NONE);
    assertThat(sink.toByteArray()).isEqualTo(BYTES);
  }

  @Test
  void anotherDownloadOfTheSameFileIsKeptOutByEachProcess() throws IOException {
    Path target = folder.resolve("target");
    Path part = folder.resolve("." + id + ".part");
    try (PartFile first = PartFile.open(target, client.file(id), Existing.KEEP)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> client.download(id, target, Existing.KEEP, TransferListener.NONE))
            .isInstanceOf(LocalFileException.class)
            .hasMessageContaining("another download");
      }
      assertThat(lockOfAnotherProcess(part)).isEqualTo("kept out");
      first.stream().write(BYTES, 0, 1000);
    }
    assertThat(lockOfAnotherProcess(part)).isEqualTo("let in");
    client.download(id, target, Existing.KEEP, TransferListener.NONE);
    assertThat(target).hasBinaryContent(BYTES);
  }

  private static String lockOfAnotherProcess(Path part) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                part.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Tries the lock of a file. */
  static final class OtherProcess {

    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel =
          FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
        System.out.print(channel.tryLock() == null ? "kept out" : "let in");
      }
    }
  }

  @Test
  void listsAreReadPageByPage() {
    service.store(BYTES);
    service.store(BYTES);
    FilePage first = client.files(Optional.empty(), 2);
    assertThat(first.files()).hasSize(2);
    FilePage second = client.files(first.next(), 2);
    assertThat(second.files()).extracting(StoredFile::id).containsExactly(id);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void deletionWhoseAnswerWasLostSucceeds() {
    service.then("DELETE", Kind.LOSE);
    client.delete(id);
    assertThatThrownBy(() -> client.delete(id)).isInstanceOf(ServiceException.class);
  }

  @Test
  void rewindWhoseAnswerWasLostSucceeds() {
    service.then("POST", Kind.LOSE);
    assertThat(client.rewind(id, 10, BYTES.length).size()).isEqualTo(10);
    assertThatThrownBy(() -> client.rewind(id, 5, 7)).isInstanceOf(ServiceException.class);
  }

  @Test
  void foreignAnswerIsAskedAgainUntilPatienceIsOver() {
    service.then("GET", 200, Map.of(), "<html>");
    assertThat(client.file(id).id()).isEqualTo(id);
    service.then("GET", 200, Map.of(), "<html>");
    try (PiecemealClient hasty =
        PiecemealClient.of(service.options().withPatience(Duration.ZERO))) {
      assertThatThrownBy(() -> hasty.file(id))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("not Piecemeal's own");
    }
  }
}
