package io.piecemeal.faults.zombie;

import io.piecemeal.faults.zombie.FrontendMessages.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits for the commit of a chunk of one file, and holds the connection on which it comes. */
final class Trap {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String file;
  private final AtomicBoolean sprung = new AtomicBoolean();
  private final CompletableFuture<Link> caught = new CompletableFuture<>();

  Trap(String file) {
    this.file = file;
  }

  /** Whether it springs on this message; at most once. */
  boolean takes(Message message) {
    boolean commit =
        message.runsWith(file)
            && message.sql().filter(sql -> sql.contains("UPDATE file SET")).isPresent()
            && message.sql().filter(sql -> sql.contains("INSERT INTO chunk")).isPresent();
    return commit && sprung.compareAndSet(false, true);
  }

  void caught(Link link) {
    caught.complete(link);
  }

  /**
   * Waits for the connection that is held.
   *
   * @param answer to the request whose commit is awaited
   * @return empty if there was an answer without a commit
   */
  Optional<Link> await(CompletableFuture<String> answer)
      throws InterruptedException, ExecutionException {
    CompletableFuture<?> first = CompletableFuture.anyOf(caught, answer);
    try {
      Object _ = first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return Optional.ofNullable(caught.getNow(null));
    } catch (TimeoutException failure) {
      throw new IllegalStateException("no commit of file %s came by".formatted(file), failure);
    }
  }
}
