package io.piecemeal.mcp.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a service takes the messages of the protocol, as Streamable HTTP. */
final class ServiceEndpoint {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** As long as a large chunk takes on a slow line, and longer than a call may ask to wait. */
  private static final Duration ANSWER = Duration.ofMinutes(10);

  private static final String VERSION = "MCP-Protocol-Version";
  private static final Pattern PLAIN =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  private final URI address;
  private final String authorization;
  private final HttpClient client;

  /** What an {@code initialize} agreed on, which all later requests have to say. */
  private volatile Optional<String> agreed = Optional.empty();

  ServiceEndpoint(URI address, String key) {
    this.address = address;
    this.authorization = "Bearer " + key;
    // It follows no redirects: a key is for the address that it was given for.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  URI address() {
    return address;
  }

  void agree(String version) {
    agreed = Optional.of(version).filter(text -> PLAIN.matcher(text).matches());
  }

  /** Sends a message; the caller closes the body of the answer. */
  HttpResponse<InputStream> send(byte[] line, Message message)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream");
    Optional<String> stated = message.statedVersion();
    if (stated.isPresent()) {
      request.header(VERSION, encoded(stated.get()));
      message.method().ifPresent(method -> request.header("Mcp-Method", encoded(method)));
      message.subject().ifPresent(name -> request.header("Mcp-Name", encoded(name)));
    } else {
      agreed.ifPresent(version -> request.header(VERSION, version));
    }
    return client.send(
        request.POST(BodyPublishers.ofByteArray(line)).build(), BodyHandlers.ofInputStream());
  }

  /** Text as the protocol has it in headers, which take ASCII only. */
  private static String encoded(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !text.startsWith("=?base64?");
    return plain
        ? text
        : "=?base64?%s?="
            .formatted(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }
}
