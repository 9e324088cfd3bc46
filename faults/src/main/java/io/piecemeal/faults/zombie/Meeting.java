package io.piecemeal.faults.zombie;

import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.faults.history.Nodes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Lets a commit that is held meet its fate. */
record Meeting(PostgresProxy proxy, EmbeddedPostgres database) {

  /**
   * Does what the fate says.
   *
   * @param others append at the same place
   * @param answer to the request whose commit is held
   * @return the answer
   */
  String meet(Fate fate, Link link, Runnable others, CompletableFuture<String> answer)
      throws IOException, InterruptedException, ExecutionException {
    switch (fate) {
      case LATE -> {
        others.run();
        link.release();
      }
      case TERMINATED -> {
        terminate(link);
        link.awaitAnswer();
        others.run();
        link.release();
      }
      case CUT_BEFORE -> {
        others.run();
        link.close();
      }
      case CUT_AFTER -> {
        link.releaseDeaf();
        link.awaitAnswer();
        link.close();
        others.run();
      }
      case ZOMBIE -> arriveAfterTheAnswer(link, others, answer);
      case ZOMBIE_UNSETTLED -> {
        proxy.cutOff(link);
        arriveAfterTheAnswer(link, others, answer);
        proxy.reconnect();
      }
    }
    return answer.get();
  }

  private static void arriveAfterTheAnswer(
      Link link, Runnable others, CompletableFuture<String> answer)
      throws IOException, InterruptedException, ExecutionException {
    link.cutService();
    others.run();
    // The service is done with the request when it answers; only then the commit arrives.
    String _ = answer.get();
    link.release();
    link.awaitAnswer();
    link.close();
  }

  private void terminate(Link link) throws IOException {
    try (Connection connection = Nodes.connect(database);
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE client_port = ?")) {
      statement.setInt(1, link.portAtDatabase());
      statement.execute();
    } catch (SQLException failure) {
      throw new IOException("the connection was not ended", failure);
    }
  }
}
