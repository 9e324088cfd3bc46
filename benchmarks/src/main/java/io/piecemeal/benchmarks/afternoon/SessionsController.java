package io.piecemeal.benchmarks.afternoon;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;

/** The two operations that are compared. */
@Controller("/uploads")
@ExecuteOn(TaskExecutors.BLOCKING)
class SessionsController {

  private final SessionRows rows;
  private final SessionFiles files;

  SessionsController(SessionRows rows, SessionFiles files) {
    this.rows = rows;
    this.files = files;
  }

  /** A wish for a session. */
  @Serdeable
  record NewSession(String filename) {}

  /** A session. */
  @Serdeable
  record Session(String file_id) {}

  /** A chunk; the framework decodes it. */
  @Serdeable
  @SuppressWarnings("ArrayRecordComponent") // It is what the afternoon version is about.
  record Chunk(byte[] data) {}

  @Post
  Session open(@Body NewSession session) throws SQLException {
    String id = UUID.randomUUID().toString();
    rows.add(id, session.filename());
    return new Session(id);
  }

  @Put("/{id}")
  Session append(String id, @Body Chunk chunk) throws IOException, SQLException {
    files.append(UUID.fromString(id).toString(), chunk.data());
    rows.grow(id, chunk.data().length);
    return new Session(id);
  }
}
