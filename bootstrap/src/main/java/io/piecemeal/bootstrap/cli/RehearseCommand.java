package io.piecemeal.bootstrap.cli;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.SettingsOptions;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.bootstrap.wiring.PiecemealService;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the service for a moment and uses it once, so that the JVM can record what every start needs
 * (JEP 514) and spare the next ones the work. The launcher does this after a build; it is of no use
 * to anybody else. It takes no settings, neither options nor variables.
 */
@Command(
    name = "rehearse",
    description = "Start, take a file in, give it out, stop.",
    mixinStandardHelpOptions = true,
    hidden = true)
public final class RehearseCommand implements Callable<Integer> {

  private static final Pattern FILE_ID = Pattern.compile("\"file_id\":\"([^\"]+)\"");
  private static final Owner OWNER = new Owner("rehearsal");

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      required = true,
      description = "Where files and database live meanwhile: empty, or yet to be made")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    requireEmpty(folder);
    PiecemealService running = PiecemealService.start(settings());
    // Also if the process is asked to end before: what it started must not go on.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(running::close));
    ApiToken key = running.context().getBean(ManageKeys.class).create(KeyTerms.of(OWNER)).token();
    new Rehearsal(running.port(), key.reveal()).run();
    return 0;
  }

  /** Whatever the environment says: what is rehearsed with is never anybody's data. */
  private Settings settings() {
    return SettingsOptions.parse(
        List.of("--port=0", "--min-free-disk=0", "--data-dir=" + folder), Map.of());
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new StartupException("%s is not empty: rehearse in a new folder".formatted(folder));
        }
      }
    }
  }

  /** A caller of the service. */
  private record Rehearsal(int port, String key) {

    void run() throws IOException {
      String chunk = Base64.getEncoder().encodeToString(new byte[100_000]);
      String opened = send("POST", "/uploads", "{\"filename\":\"rehearsal.bin\"}");
      Matcher id = FILE_ID.matcher(opened);
      if (!id.find()) {
        throw new StartupException("no file_id in " + opened);
      }
      String file = id.group(1);
      send("PUT", "/uploads/" + file, "{\"data\":\"AAAA\"}");
      send("PUT", "/uploads/" + file, "{\"data\":\"" + chunk + "\",\"complete\":true}");
      send("GET", "/files/" + file, "");
      send("GET", "/files/" + file + "/content", "");
      send("DELETE", "/uploads/" + file, "");
    }

    private String send(String method, String path, String json) throws IOException {
      URI target = URI.create("http://127.0.0.1:" + port + path);
      HttpURLConnection request = (HttpURLConnection) target.toURL().openConnection();
      request.setRequestMethod(method);
      request.setRequestProperty("Authorization", "Bearer " + key);
      if (!json.isEmpty()) {
        request.setRequestProperty("Content-Type", "application/json");
        request.setDoOutput(true);
        request.getOutputStream().write(json.getBytes(StandardCharsets.US_ASCII));
      }
      if (request.getResponseCode() / 100 != 2) {
        throw new StartupException(
            "%s %s was answered with %d".formatted(method, path, request.getResponseCode()));
      }
      try (InputStream answer = request.getInputStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
