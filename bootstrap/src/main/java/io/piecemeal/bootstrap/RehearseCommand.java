package io.piecemeal.bootstrap;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.ApiToken;
import io.piecemeal.domain.Owner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Runs the service for a moment and uses it once, so that the JVM can record what every start needs
 * (JEP 514) and spare the next ones the work. The launcher does this after a build; it is of no use
 * to anybody else.
 */
@Command(
    name = "rehearse",
    description = "Start, take a file in, give it out, stop.",
    mixinStandardHelpOptions = true,
    hidden = true)
final class RehearseCommand implements Callable<Integer> {

  private static final Pattern FILE_ID = Pattern.compile("\"file_id\":\"([^\"]+)\"");
  private static final Owner OWNER = new Owner("rehearsal");

  @Mixin private final SettingsOptions options = new SettingsOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Running running = Running.start(options.toSettings(Map.of()));
        HttpClient client = HttpClient.newHttpClient()) {
      ApiToken key = running.context().getBean(ManageKeys.class).create(OWNER);
      new Rehearsal(client, running.port(), key.reveal()).run();
    }
    return 0;
  }

  /** A caller of the service. */
  private record Rehearsal(HttpClient client, int port, String key) {

    void run() throws IOException, InterruptedException {
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

    private String send(String method, String path, String json)
        throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .header("Authorization", "Bearer " + key)
              .method(
                  method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
      if (!json.isEmpty()) {
        request.header("Content-Type", "application/json");
      }
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new StartupException(method + " " + path + ": " + response.body());
      }
      return response.body();
    }
  }
}
