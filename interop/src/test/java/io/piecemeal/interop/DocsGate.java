package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.docs.Block;
import io.piecemeal.harness.docs.Tour;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The blocks of the pages: commands do what their page says, all else is what its fence calls it.
 */
class DocsGate {

  private static final Path HOME = PackagedService.home();

  /** Diagrams and transcripts, which nobody can type. */
  private static final Set<String> FOR_READERS = Set.of("text");

  @TempDir private Path work;

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(HOME.resolve("docs"))) {
      return Stream.concat(
          Stream.of(HOME.resolve("README.md")),
          docs.filter(page -> page.toString().endsWith(".md")).sorted())
          .toList()
          .stream();
    }
  }

  static Stream<Path> pagesWithCommands() throws IOException {
    List<Path> pages = pages().toList();
    assertThat(pages).hasSizeGreaterThan(10);
    return pages.stream().filter(page -> !Block.commands(page).isEmpty());
  }

  /** One shell and one fresh service for each page; {@code ./piecemeal} works on its data. */
  @ParameterizedTest
  @MethodSource("pagesWithCommands")
  void commandsDoWhatThePageSays(Path page) throws Exception {
    Path folder = Files.createDirectory(work.resolve("shell"));
    Path data = work.resolve("data");
    PackagedService.launcher(folder);
    ProcessBuilder shell = new ProcessBuilder().directory(folder.toFile());
    shell.environment().keySet().removeIf(name -> name.startsWith("PIECEMEAL_"));
    shell.environment().put("PIECEMEAL_DATA_DIR", data.toString());
    // Not beside the launcher: the folders there have its name.
    shell.environment().put("XDG_CONFIG_HOME", work.resolve("config").toString());
    shell.environment().put("XDG_STATE_HOME", work.resolve("state").toString());
    try (PackagedService service =
        PackagedService.start(work, "--audit-log=" + folder.resolve("audit.jsonl"))) {
      deleteAFile(service.url());
      Map<String, String> others =
          Map.of(
              "http://127.0.0.1:8080",
              service.url(),
              "8443",
              Integer.toString(FreePort.find()),
              "pm_…",
              ServiceCommand.KEY);

      Tour.take(Block.commands(page), others, shell);
    }
  }

  /** For the audit trail, whose page looks for who did that. */
  private static void deleteAFile(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder().header("Authorization", "Bearer " + ServiceCommand.KEY);
      HttpRequest open =
          request
              .uri(URI.create(url + "/uploads"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"filename\": \"deleted.txt\"}"))
              .build();
      String location =
          client
              .send(open, BodyHandlers.discarding())
              .headers()
              .firstValue("Location")
              .orElseThrow();
      HttpRequest delete = request.uri(URI.create(url + location)).DELETE().build();
      assertThat(client.send(delete, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
    }
  }

  /** A block that is none of these needs a language, or a reason why it is not run. */
  @Test
  void eachOtherBlockIsWellFormed() throws Exception {
    Syntax syntax = Syntax.in(work);
    for (Block block : pages().flatMap(page -> Block.of(page).stream()).toList()) {
      if (block.notRun().isEmpty() && !FOR_READERS.contains(block.language())) {
        syntax.check(block);
      }
    }
  }

  @Test
  void whatIsNotRunIsListedWithItsReason() throws Exception {
    List<Block> notRun =
        pages()
            .flatMap(page -> Block.of(page).stream())
            .filter(block -> block.notRun().isPresent())
            .toList();
    notRun.forEach(
        block -> System.out.println(block.where() + " not run: " + block.notRun().get()));
    assertThat(notRun).hasSizeLessThan(10).allMatch(block -> block.language().equals("console"));
  }
}
