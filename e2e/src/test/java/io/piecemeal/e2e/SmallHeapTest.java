package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Memory does not grow with chunks and connections. */
class SmallHeapTest {

  private static final int CONNECTIONS = 200;

  @Test
  void twoHundredConnectionsSendTheLargestChunksAtOnceToAServiceOf64Megabytes() throws Exception {
    Sql database = Sql.newDatabase();
    Map<String, String> environment = new HashMap<>(database.environment(TestService.KEYS));
    environment.put("PIECEMEAL_JAVA_OPTS", "-Xmx64m");
    byte[] chunk = Bytes.patterned(5_242_880);
    byte[] body = Bytes.utf8(Json.data(chunk));
    try (ServiceProcess service =
        ServiceProcess.start(TestService.newDataDirectory(), environment)) {
      Caller alice = service.caller(TestService.ALICE);
      List<String> ids = IntStream.range(0, CONNECTIONS).mapToObj(i -> alice.open()).toList();
      List<CompletableFuture<HttpResponse<byte[]>>> sent =
          ids.stream().map(id -> sendAsync(alice, id, body)).toList();
      sent.forEach(answer -> Answer.of(answer.join()).is(200).has("size", chunk.length));
      assertThat(Bytes.sha256(alice.bytes(ids.getLast()))).isEqualTo(Bytes.sha256(chunk));
      assertThat(service.errors()).doesNotContain("OutOfMemory", "WARN", "ERROR");
      assertThat(service.isAlive()).isTrue();
      assertThat(service.output()).doesNotContain("pm_");
      assertThat(database.number("SELECT count(*) FROM api_key")).isZero();
    }
  }

  private static CompletableFuture<HttpResponse<byte[]>> sendAsync(
      Caller caller, String id, byte[] body) {
    return Caller.CLIENT.sendAsync(
        caller.json("/uploads/" + id).PUT(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofByteArray());
  }
}
