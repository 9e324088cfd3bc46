package io.piecemeal.faults.alerts;

import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.history.Nodes;
import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.service.ServiceJar;
import io.piecemeal.harness.watch.FasterTime;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A service that Prometheus watches, with a data directory and a schema of its own.
 *
 * @param name that of its schema, and its instance
 * @param data its data directory
 */
record Watched(String name, Path data, EmbeddedPostgres database, Target target) {

  /**
   * Starts one.
   *
   * @param time how fast time goes for what looks now and then
   * @param settings more settings
   */
  static Watched start(
      WorkFolder folder,
      ServiceJar jar,
      FasterTime time,
      String name,
      Path data,
      EmbeddedPostgres database,
      String... settings)
      throws IOException, InterruptedException {
    try (Connection connection = Nodes.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + name);
    } catch (SQLException failure) {
      throw new IOException("no schema " + name, failure);
    }
    List<String> look =
        List.of("-Dpiecemeal.figures-interval=%dms".formatted(time.interval().toMillis()));
    String[] all =
        Stream.concat(
                Stream.of(
                    "--database-url", "%s?currentSchema=%s".formatted(database.jdbcUrl(), name)),
                Arrays.stream(settings))
            .toArray(String[]::new);
    ProcessBuilder command =
        Nodes.onDatabase(jar.on(data, look).command("-Xmx128m", all), database);
    return new Watched(name, data, database, Target.start(folder, name, command));
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + target.port();
  }

  /** Opens a session. */
  Answer open() {
    try (Caller caller = new Caller(target.port())) {
      return new FileCalls(caller).open();
    }
  }

  /** Opens a session that is there afterwards. */
  String opened() {
    return ((Answer.Done) open()).body().path("file_id").asText();
  }

  /** Sends a chunk. */
  Answer append(String id, int length) {
    try (Caller caller = new Caller(target.port())) {
      return new FileCalls(caller).append(id, new byte[length], OptionalLong.empty());
    }
  }

  /** Completes a file whose chunks have that length. */
  Answer complete(String id, long size) {
    try (Caller caller = new Caller(target.port())) {
      return new FileCalls(caller).complete(id, size);
    }
  }

  /** Reads a file's bytes. */
  byte[] read(String id) throws IOException {
    try (Caller caller = new Caller(target.port())) {
      return new FileCalls(caller).content(id);
    }
  }

  /** Asks for files with a key that nobody has; gives the status. */
  int askWithWrongKey(HttpClient http) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address() + "/files"))
            .header("Authorization", "Bearer pm_nobody_has_this_key_0123456789abcdef")
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Changes a byte of each object that is a file of its own. */
  void damageObjects() throws IOException {
    List<Path> objects;
    try (Stream<Path> all = Files.walk(data.resolve("objects"))) {
      objects = all.filter(Files::isRegularFile).toList();
    }
    if (objects.isEmpty()) {
      throw new IOException("there are no objects in " + data);
    }
    for (Path object : objects) {
      try (RandomAccessFile file = new RandomAccessFile(object.toFile(), "rw")) {
        file.write(1);
      }
    }
  }

  /** Does something in its schema, behind its back. */
  void sql(String... statements) throws SQLException {
    try (Connection connection = Nodes.connect(database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET search_path TO " + name);
      for (String each : statements) {
        statement.execute(each);
      }
      connection.commit();
    }
  }
}
