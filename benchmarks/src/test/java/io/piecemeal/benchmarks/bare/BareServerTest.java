package io.piecemeal.benchmarks.bare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.load.ChunkLoad;
import io.piecemeal.benchmarks.load.Crew;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.load.Pace;
import io.piecemeal.benchmarks.peer.SessionTarget;
import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareServerTest {

  private static final String KEY = ServiceCommand.AUTHORIZATION;

  @TempDir private static Path folder;
  private static EmbeddedPostgres postgres;
  private static BareServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
    server = new BareServer(folder, postgres, "on");
    Thread.ofPlatform().daemon().start(BareServerTest::serve);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    postgres.close();
  }

  @Test
  void loadsOfAllSizesAreTaken() throws Exception {
    for (String load : List.of("100Bx2", "16KiBx2", "1MiBx2")) {
      LoadCase each = LoadCase.parse(load);
      Crew.Outcome outcome =
          new ChunkLoad(each, BodyForm.JSON)
              .run(
                  Loopback.port(server.port()),
                  (_, length) -> new SessionTarget(KEY, length, 2),
                  _ -> new Pace.AtOnce(),
                  new Crew.Limits(Duration.ofMinutes(5), 5),
                  () -> {});

      assertThat(outcome.tally().errors()).as(outcome.tally().lastError()).isZero();
      assertThat(outcome.tally().requests()).isEqualTo(10);
      assertThat(rows("SELECT sum(length) FROM chunk WHERE length = " + each.chunk().bytes()))
          .containsExactly(10L * each.chunk().bytes());
    }
  }

  @Test
  void rowsSayWhereInTheFileTheBytesOfEachChunkAre() throws Exception {
    String id;
    try (HttpConnection connection = connect()) {
      id = open(connection);
      append(connection, id, "first ");
      assertThat(open(connection)).isNotEqualTo(id);
      assertThat(append(connection, id, "second")).contains("\"size\":12,\"next_offset\":12}");
    }

    assertThat(folder.resolve("files").resolve(id)).hasContent("first second");
    assertThat(rows("SELECT size FROM session WHERE session_id = '" + id + "'"))
        .containsExactly(12L);
    assertThat(rows("SELECT chunk_offset FROM chunk WHERE session_id = '" + id + "' ORDER BY 1"))
        .containsExactly(0L, 6L);
  }

  @Test
  void chunkThatIsRefusedIsNotCommitted() throws Exception {
    String id;
    try (HttpConnection connection = connect()) {
      id = open(connection);
      String broken = "{\"data\":\"" + "AAAA".repeat(200_000) + "\"";
      assertThatThrownBy(() -> send(connection, id, broken)).isInstanceOf(IOException.class);
    }
    try (HttpConnection connection = connect()) {
      assertThat(append(connection, id, "good")).contains("\"size\":4,");
    }

    String position = "SELECT position_in_file FROM chunk WHERE session_id = '" + id + "'";
    try (Stream<String> lines = Files.lines(folder.resolve("files").resolve(id))) {
      assertThat(lines.findFirst().orElseThrow().substring(rows(position).getFirst().intValue()))
          .isEqualTo("good");
    }
  }

  @Test
  void wrongKeyEndsTheConnection() throws Exception {
    try (HttpConnection connection = connect()) {
      RequestHead head = RequestHead.of("POST", "/uploads", "Authorization: Bearer wrong");

      assertThatThrownBy(() -> connection.exchange(head, "{}")).isInstanceOf(IOException.class);
    }
  }

  private static HttpConnection connect() throws IOException {
    return HttpConnection.open(Loopback.port(server.port()));
  }

  private static String open(HttpConnection connection) throws IOException {
    return connection.exchange(RequestHead.of("POST", "/uploads", KEY), "{}").member("file_id");
  }

  private static String append(HttpConnection connection, String id, String text)
      throws IOException {
    String data = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    return send(connection, id, "{\"data\":\"" + data + "\"}");
  }

  private static String send(HttpConnection connection, String id, String json) throws IOException {
    return connection.exchange(RequestHead.of("PUT", "/uploads/" + id, KEY), json).body();
  }

  private static List<Long> rows(String sql) throws SQLException {
    List<Long> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      while (row.next()) {
        rows.add(row.getLong(1));
      }
    }
    return rows;
  }

  /** Ends when the server is closed. */
  private static void serve() {
    try {
      server.serve();
    } catch (IOException closed) {
      assertThat(closed).hasMessageContaining("closed");
    }
  }
}
