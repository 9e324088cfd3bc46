package io.piecemeal.interop;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real OpenID Connect provider beside a service, as a process of its own.
 *
 * @param issuer as it calls itself
 * @param resource what its tokens are for
 */
record Provider(String issuer, String resource) {

  /** What 'aud' is in its tokens. */
  static final String AUDIENCE = "piecemeal";

  private static final String CLIENT = "nightly-export:a+secret+of+the+machine";
  private static final Pattern READY = Pattern.compile("the provider is ready");
  private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Starts it; it ends with the folder at the latest. */
  static Provider start(WorkFolder folder, NodePackages packages, int port, String service)
      throws IOException, InterruptedException {
    String issuer = "http://127.0.0.1:" + port;
    ProcessBuilder command =
        new ProcessBuilder("node", packages.resolve("provide.mjs").toString())
            .directory(packages.resolve("").toFile());
    command.environment().put("PIECEMEAL_TEST_ISSUER", issuer);
    command.environment().put("PIECEMEAL_TEST_URL", service);
    Child child = folder.start("provider", command, READY);
    child.awaitReady(PATIENCE);
    return new Provider(issuer, service + "/mcp");
  }

  /** A token that its one client gets for itself. */
  String token(HttpClient http) throws IOException, InterruptedException {
    String form =
        "grant_type=client_credentials&scope=read+write+delete&resource="
            + URLEncoder.encode(resource, StandardCharsets.UTF_8);
    String login = Base64.getEncoder().encodeToString(CLIENT.getBytes(StandardCharsets.US_ASCII));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .header("Authorization", "Basic " + login)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    Matcher token = TOKEN.matcher(answer.body());
    if (!token.find()) {
      throw new IOException("no token: " + answer.body());
    }
    return token.group(1);
  }
}
