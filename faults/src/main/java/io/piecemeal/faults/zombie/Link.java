package io.piecemeal.faults.zombie;

import io.piecemeal.faults.zombie.FrontendMessages.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connection of the service to its database, which can be held and cut on either side. */
final class Link implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Socket service;
  private final Socket database;
  private final Supplier<@Nullable Trap> trap;

  /** A connection outlives a commit that was only late, and may be held again. */
  private volatile @Nullable Hold hold;

  private volatile boolean deaf;

  /** What is awaited while a commit is held, and after that. */
  private record Hold(CountDownLatch released, CountDownLatch answered) {}

  Link(Socket service, Socket database, Supplier<@Nullable Trap> trap) {
    this.service = service;
    this.database = database;
    this.trap = trap;
  }

  void start() {
    Thread.ofVirtual().start(this::towardsDatabase);
    Thread.ofVirtual().start(this::towardsService);
  }

  /** By which the database knows it. */
  int portAtDatabase() {
    return database.getLocalPort();
  }

  /** Lets the held commit and everything after it go to the database. */
  void release() {
    Hold current = hold;
    if (current != null) {
      current.released().countDown();
    }
  }

  /** Lets the commit go to the database, and keeps the answer from the service. */
  void releaseDeaf() {
    deaf = true;
    release();
  }

  /** Waits until the database has said something to what was held, or has hung up. */
  void awaitAnswer() throws InterruptedException {
    Hold current = Objects.requireNonNull(hold);
    if (!current.answered().await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the database says nothing to a commit");
    }
  }

  /** The service loses the connection; the database does not notice. */
  void cutService() {
    deaf = true;
    close(service);
  }

  /** Both lose it. */
  @Override
  public void close() {
    close(service);
    close(database);
    release();
  }

  private void towardsDatabase() {
    try {
      FrontendMessages messages = new FrontendMessages(service.getInputStream());
      OutputStream out = database.getOutputStream();
      for (Optional<Message> next = messages.next(); next.isPresent(); next = messages.next()) {
        if (isWanted(next.get())) {
          byte[] batch = messages.batchFrom(next.get());
          Objects.requireNonNull(trap.get()).caught(this);
          Objects.requireNonNull(hold).released().await();
          out.write(batch);
        } else {
          out.write(next.get().bytes());
        }
      }
      if (hold == null) {
        close();
      }
    } catch (IOException ended) {
      // One side was cut off; the other is told by closing.
      if (hold == null) {
        close();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isWanted(Message message) {
    @Nullable Trap current = trap.get();
    if (current == null || !current.takes(message)) {
      return false;
    }
    hold = new Hold(new CountDownLatch(1), new CountDownLatch(1));
    return true;
  }

  private void towardsService() {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = database.getInputStream();
      OutputStream out = service.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        Hold current = hold;
        if (current != null && current.released().getCount() == 0) {
          current.answered().countDown();
        }
        if (!deaf) {
          out.write(buffer, 0, count);
        }
      }
    } catch (IOException ended) {
      // One side was cut off; the other is told by closing.
    } finally {
      Hold current = hold;
      if (current != null) {
        current.answered().countDown();
      }
      close();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException failure) {
      System.getLogger(Link.class.getName()).log(System.Logger.Level.DEBUG, "not closed", failure);
    }
  }
}
