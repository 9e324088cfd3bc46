package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.Test;

/** What the log of a service has, and what it never has. */
class LogTest {

  private static final String S3_ID = "AKIDOFTHELOGTEST";
  private static final String S3_SECRET = "s3-secret-0123456789abcdef0123456789";
  private static final String NAME = "name-that-nobody-logs";
  private static final String BODY = "bytes-that-nobody-logs";
  private static final Duration SOON = Duration.ofMinutes(2);

  private final Path data = TestService.newDataDirectory().resolve("data");

  private Map<String, String> environment(String... more) {
    Map<String, String> environment = new HashMap<>(Map.of("PIECEMEAL_API_KEYS", TestService.KEYS));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  @Test
  void linesOfJsonTellStartRequestsAndStop() throws Exception {
    ServiceProcess service =
        ServiceProcess.start(
            data,
            environment("PIECEMEAL_LOG_FORMAT", "json", "PIECEMEAL_ACCESS_LOG", "true"),
            "--min-body-rate=0");
    String id;
    try (service) {
      Caller alice = service.caller(TestService.ALICE);
      id = alice.open();
      alice.append(id, Bytes.utf8(BODY)).is(200);
      alice.get("/files/" + id + "/content", "X-Request-Id", "my-request").is(200);
      alice.send(alice.anonymous("/files")).is(401);
      Await.until("access lines", SOON, () -> lines(service, "io.piecemeal.access").size() >= 4);
      service.terminate();
      assertThat(service.exitCode()).isZero();
    }

    List<Map<String, Object>> all = lines(service, "");
    assertThat(all)
        .extracting(line -> String.valueOf(line.get("message")))
        .filteredOn(message -> message.startsWith("Piecemeal 0."))
        .singleElement()
        .asString()
        .contains("runs on Java 25", " PIECEMEAL_PORT=0", " PIECEMEAL_MIN_BODY_RATE=0")
        .contains(" PIECEMEAL_API_KEYS=*** ", " PIECEMEAL_LOG_FORMAT=json")
        .doesNotContain(TestService.ALICE, "[", "PIECEMEAL_MAX_CHUNK");
    assertThat(all)
        .filteredOn(line -> line.containsKey("settings"))
        .singleElement()
        .extracting(line -> line.get("settings"), as(InstanceOfAssertFactories.MAP))
        .containsEntry("PIECEMEAL_MIN_BODY_RATE", "0")
        .containsEntry("PIECEMEAL_API_KEYS", "***");
    assertThat(all.getLast()).containsEntry("message", "stopped").containsEntry("level", "INFO");
    assertThat(lines(service, "io.piecemeal.access"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .containsEntry("method", "PUT")
                    .containsEntry("route", "/uploads/" + id)
                    .containsEntry("status", 200)
                    .containsEntry("owner", "alice")
                    .containsEntry("key", "fixed")
                    .containsEntry("received_bytes", Json.data(Bytes.utf8(BODY)).length())
                    .containsEntry("from", "127.0.0.1"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .containsEntry("request_id", "my-request")
                    .containsEntry("sent_bytes", BODY.length())
                    .containsEntry("owner", "alice"))
        .anySatisfy(
            line -> assertThat(line).containsEntry("status", 401).containsEntry("owner", "-"));
  }

  private static List<Map<String, Object>> lines(ServiceProcess service, String logger) {
    try {
      return service
          .errors()
          .lines()
          .filter(line -> line.endsWith("}"))
          .map(line -> Json.read(Bytes.utf8(line)))
          .filter(line -> logger.isEmpty() || logger.equals(line.get("logger_name")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every kind of secret comes along, most of them also where they do not belong. */
  @Test
  void noSecretIsInTheLogAtTrace() throws Exception {
    TransientNio2BlobStore objects = new TransientNio2BlobStore();
    objects.createContainer("chunks");
    S3Proxy store =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, S3_ID, S3_SECRET)
            .build();
    store.start();
    Sql database = Sql.newDatabase();
    Map<String, String> environment = new HashMap<>(database.environment(TestService.KEYS));
    environment.put("PIECEMEAL_LOG_LEVEL", "TRACE");
    environment.put("PIECEMEAL_ACCESS_LOG", "true");
    environment.put("AWS_ACCESS_KEY_ID", S3_ID);
    environment.put("AWS_SECRET_ACCESS_KEY", S3_SECRET);
    String stranger = "mallory-0123456789abcdef0123456789abcdef";
    Path audit = data.resolveSibling("audit.jsonl");
    try (TokenIssuer issuer = TokenIssuer.start();
        ServiceProcess service =
            ServiceProcess.start(
                data,
                environment,
                "--trusted-proxies=10.0.0.0/8",
                "--audit-log=" + audit,
                "--oidc-issuer=" + issuer.url(),
                "--oidc-audience=" + TokenIssuer.AUDIENCE,
                "--oidc-scopes=read=read,write=write,delete=delete,admin=admin",
                "--chunk-store=s3://chunks",
                "--s3-endpoint=http://127.0.0.1:" + store.getPort(),
                "--s3-region=us-east-1",
                "--s3-path-style=true")) {
      List<String> secrets = new ArrayList<>(adminTour(service, issuer));
      secrets.addAll(List.of(TestService.ALICE, TestService.BOB, stranger, S3_SECRET, NAME, BODY));
      secrets.addAll(tour(service, stranger));
      secrets.add(Json.base64(Bytes.utf8(BODY)));
      secrets.add(environment.getOrDefault("PIECEMEAL_DATABASE_PASSWORD", "?"));
      Await.until("lines", SOON, () -> log(service).contains("/tickets/{token}/content"));
      service.terminate();
      assertThat(service.exitCode()).isZero();

      assertThat(log(service).lines().count()).isGreaterThan(100);
      assertThat(log(service)).contains("TRACE", "/admin/keys");
      assertThat(Files.readString(audit)).contains("key-created", "ticket-issued");
      for (String written : List.of(log(service), Files.readString(audit))) {
        assertThat(written).doesNotContain(secrets);
      }
    } finally {
      store.stop();
    }
  }

  /** Gives access tokens, good and bad, and keys that an admin made. */
  private static List<String> adminTour(ServiceProcess service, TokenIssuer issuer)
      throws Exception {
    String token = issuer.token("root", "read write delete admin");
    String damaged = token.substring(0, token.length() - 4) + "AAAA";
    Caller admin = service.caller(token);
    service.caller(damaged).get("/files").is(401);
    admin.get("/files?key=" + token).is(422);
    Answer made = admin.post("/admin/keys", Json.of("owner", "carol", "label", "laptop")).is(201);
    Answer next = admin.post("/admin/keys/" + made.text("id") + "/rotate", "{}").is(201);
    service.caller(next.text("key")).get("/files").is(200);
    admin.delete("/admin/keys/" + next.text("id")).is(204);
    service.caller(next.text("key")).get("/files").is(401);
    return List.of(signature(token), signature(damaged), made.text("key"), next.text("key"));
  }

  private static String signature(String token) {
    return token.substring(token.lastIndexOf('.') + 1);
  }

  /** Gives the tokens of a ticket to send and of one to read. */
  private static List<String> tour(ServiceProcess service, String stranger) {
    Caller alice = service.caller(TestService.ALICE);
    String id = alice.post("/uploads", Json.of("filename", NAME)).is(201).fileId();
    alice.append(id, Bytes.utf8(BODY)).is(200);
    alice.append(id, Bytes.patterned(200_000)).is(200);
    String url = alice.post("/uploads/" + id + "/ticket", "{}").is(201).text("url");
    String path = URI.create(url).getPath();
    alice.send(alice.anonymous(path)).is(200);
    alice.send(alice.anonymous(path).PUT(BodyPublishers.ofString(BODY))).is(200);
    alice.get("/files/" + id + "/content").is(200);
    String reading = alice.post("/files/" + id + "/ticket", "{}").is(201).text("url");
    alice.send(alice.anonymous(URI.create(reading).getPath())).is(200);
    alice.get("/" + NAME).is(404);
    alice.get("/files/" + TestService.ALICE).is(404);
    service.caller(stranger).get("/files").is(401);
    alice.store(Multipart.TYPE, Multipart.of(NAME, Bytes.utf8(BODY))).is(201);
    McpCaller agent = McpCaller.of(alice);
    agent.facts("upload_text", "filename", NAME, "text", BODY);
    agent.trouble("upload_append", "file_id", id, "offset", 0, "encoding", "hex", "data", BODY);
    alice.delete("/files/" + id).is(204);
    return List.of(path.substring(path.lastIndexOf('/') + 1), reading.split("/", -1)[4]);
  }

  private static String log(ServiceProcess service) {
    try {
      return service.errors();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
