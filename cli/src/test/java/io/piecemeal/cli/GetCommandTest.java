package io.piecemeal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piecemeal.client.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GetCommandTest {

  private static final String ID = "g".repeat(32);
  private static final String ABC_DIGEST =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final Map<String, @Nullable Object> file = new LinkedHashMap<>();

  @TempDir private Path folder;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    file.put("file_id", ID);
    file.put("filename", "f.txt");
    file.put("size", 3);
    file.put("status", "uploading");
    for (String time : List.of("created_at", "updated_at", "expires_at")) {
      file.put(time, "2026-01-01T00:00:00Z");
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void unfinishedUploadIsRefusedWithWhatToDoAndNothingIsWritten() throws IOException {
    for (String target : List.of("f.txt", "new/", "-")) {
      errors.reset();
      String path = target.equals("-") ? target : folder + "/" + target;
      assertThat(get(ID, "-o", path)).isEqualTo(ExitCode.INCOMPLETE);
      assertThat(text(errors)).contains("not complete: 3 bytes so far", "watch " + ID, "--partial");
    }
    assertThat(get(ID, "--json", "-o", folder.toString())).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(text(output)).contains("\"code\":\"file-incomplete\"").doesNotContain("abc");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void declaredSizeSaysHowFarItIs() {
    file.put("declared_size", 10);
    assertThat(get(ID, "-o", folder.toString())).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(text(errors)).contains("3 of 10 bytes");
  }

  @Test
  void partOfAFileIsTakenWhereItIsAskedFor() {
    assertThat(get(ID, "--partial", "-o", folder.toString())).as(text(errors)).isZero();
    assertThat(folder.resolve("f.txt")).hasContent("abc");
    assertThat(text(errors)).contains("not complete: these are its first 3 bytes");
    output.reset();
    errors.reset();
    assertThat(get(ID, "--partial", "-o", "-")).isZero();
    assertThat(text(output)).isEqualTo("abc");
    assertThat(text(errors)).contains("not complete");
  }

  @Test
  void nameThatEndsWithASlashIsAFolder() {
    complete();
    assertThat(get(ID, "-o", folder + "/new/deep/")).as(text(errors)).isZero();
    assertThat(folder.resolve("new/deep/f.txt")).hasContent("abc");
    assertThat(text(errors)).isEmpty();
  }

  @Test
  void fileIsNoFolder() throws IOException {
    complete();
    Files.writeString(folder.resolve("mine"), "mine");
    assertThat(get(ID, "--force", "-o", folder + "/mine/")).isEqualTo(ExitCode.LOCAL);
    assertThat(folder.resolve("mine")).hasContent("mine");
    assertThat(text(errors)).contains("cannot make the folder");
  }

  @Test
  void fileThatIsThereStaysUnlessReplacingItIsAskedFor() throws IOException {
    complete();
    Path there = Files.writeString(folder.resolve("f.txt"), "mine");
    assertThat(get(ID, "-o", folder.toString())).isEqualTo(ExitCode.LOCAL);
    assertThat(text(errors)).contains("there is a file already", "--force", "--output");
    assertThat(there).hasContent("mine");
    assertThat(get(ID, "--force", "-o", folder.toString())).as(text(errors)).isZero();
    assertThat(there).hasContent("abc");
  }

  @Test
  void standardOutputByAnotherNameIsStandardOutput() {
    complete();
    for (String name : List.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")) {
      output.reset();
      assertThat(get(ID, "-o", name)).as(text(errors)).isZero();
      assertThat(text(output)).isEqualTo("abc");
    }
  }

  @Test
  void deviceIsWrittenIntoAndStays() throws IOException {
    complete();
    Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
    assertThat(get(ID, "-o", device.toString())).as(text(errors)).isZero();
    assertThat(get(ID, "--force", "-o", device.toString())).as(text(errors)).isZero();
    assertThat(device).isSymbolicLink();
    file.put("sha256", "0".repeat(64));
    assertThat(get(ID, "-o", device.toString())).isEqualTo(ExitCode.DIGEST);
  }

  @Test
  @Timeout(60)
  void pipeThatIsNamedIsWrittenInto() throws Exception {
    complete();
    Path pipe = pipe("pipe");
    Process reader =
        new ProcessBuilder("cat", pipe.toString())
            .redirectOutput(folder.resolve("read").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(get(ID, "-o", pipe.toString())).as(text(errors)).isZero();
      assertThat(reader.waitFor(10, TimeUnit.SECONDS)).as("get wrote into it").isTrue();
    } finally {
      reader.destroy();
    }
    assertThat(folder.resolve("read")).hasContent("abc");
    assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
  }

  @Test
  void linkThatIsNamedStaysAndItsFileIsReplaced() throws IOException {
    complete();
    Path there = Files.writeString(folder.resolve("there"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("there"));
    assertThat(get(ID, "-o", link.toString())).isEqualTo(ExitCode.LOCAL);
    assertThat(there).hasContent("mine");
    assertThat(get(ID, "--force", "-o", link.toString())).as(text(errors)).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(there).hasContent("abc");
  }

  /** Another user of the folder could have put it there. */
  @Test
  @Timeout(60)
  void linkOrPipeUnderTheNameThatTheServiceGivesIsRefused() throws Exception {
    complete();
    Path there = Files.writeString(folder.resolve("there"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("f.txt"), Path.of("there"));
    assertThat(get(ID, "--force", "-o", folder.toString())).isEqualTo(ExitCode.LOCAL);
    assertThat(text(errors)).contains("only files are replaced");
    assertThat(there).hasContent("mine");
    Files.delete(link);
    assertThat(pipe("f.txt")).exists();
    assertThat(get(ID, "-o", folder.toString())).isEqualTo(ExitCode.LOCAL);
  }

  private Path pipe(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  @Test
  void missingFolderIsToldWithItsName() {
    complete();
    assertThat(get(ID, "-o", folder + "/no/f")).isEqualTo(ExitCode.LOCAL);
    assertThat(text(errors))
        .contains("there is no folder " + folder + "/no")
        .doesNotContain("Exception");
  }

  @Test
  void nameThatIsNoTextIsRefused() throws IOException {
    complete();
    assertThat(get(ID, "-o", folder + "/\ufffd.bin")).isEqualTo(ExitCode.LOCAL);
    assertThat(text(errors)).contains("not UTF-8");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private void complete() {
    file.put("status", "complete");
    file.put("sha256", ABC_DIGEST);
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean content = exchange.getRequestURI().getPath().endsWith("/content");
    byte[] body = (content ? "abc" : Json.write(file)).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("ETag", "\"1\"");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private int get(String... arguments) {
    List<String> command = new ArrayList<>(List.of("get"));
    command.add("--url=http://127.0.0.1:" + server.getAddress().getPort());
    command.addAll(List.of(arguments));
    return Main.run(
        new Surroundings(
            Map.of("HOME", folder.toString(), "PIECEMEAL_KEY", "k"),
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            false),
        command.toArray(String[]::new));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
