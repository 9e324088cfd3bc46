package io.piecemeal.adapters.http.event;

import io.micronaut.json.JsonMapper;
import io.piecemeal.application.port.in.ReadEvents.Watch;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.StorageFailureLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events, made as they are read: a read holds its thread until there is an event, or it
 * is time for a comment that shows that the connection lives. Ends when the service stops, when
 * events were missed, and after {@link #LIFETIME}, so that the caller comes back with its key; not
 * while the database is away.
 */
final class EventStream extends InputStream {

  /** Below what proxies take for a dead connection. */
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int PAGE = 100;
  private static final String HELLO = "retry: 2000\n: events\n\n";
  private static final String ALIVE = ":\n\n";

  private final Supplier<Watch> begin;
  private final JsonMapper json;
  private final LongSupplier nanoTime;
  private final long end;
  private Optional<EventCursor> after;
  private byte[] text = HELLO.getBytes(StandardCharsets.UTF_8);
  private int sent;
  private volatile boolean over;
  private Optional<Watch> begun = Optional.empty();

  /**
   * @param begin is asked with the first read, and what it gives is closed with the stream: one
   *     that the framework cannot begin to send, since its caller has left, is never closed
   */
  EventStream(
      Supplier<Watch> begin, Optional<EventCursor> after, JsonMapper json, LongSupplier nanoTime) {
    this.begin = begin;
    this.after = after;
    this.json = json;
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + LIFETIME.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (sent == text.length && !over) {
      text = nextOrEnd().getBytes(StandardCharsets.UTF_8);
      sent = 0;
    }
    if (sent == text.length) {
      return length == 0 ? 0 : -1;
    }
    int count = Math.min(length, text.length - sent);
    System.arraycopy(text, sent, target, offset, count);
    sent += count;
    return count;
  }

  /** The framework would leave the connection open, and silent, on any other exception. */
  private String nextOrEnd() throws IOException {
    try {
      return next();
    } catch (RuntimeException e) {
      LOG.error("a stream of events ends, since it failed unexpectedly", e);
      over = true;
      return "";
    }
  }

  /** What is there to be sent; nothing, once it is over. */
  private String next() throws IOException {
    if (nanoTime.getAsLong() - end >= 0) {
      over = true;
      return "";
    }
    Optional<EventReading> found;
    try {
      found = watch().flatMap(watch -> watch.await(after, PAGE, HEARTBEAT));
    } catch (StorageFailure e) {
      // A browser that comes back meanwhile would be refused, and not come back again.
      StorageFailureLog.add("events cannot be read; streams of them go on", e);
      return ALIVE;
    }
    if (found.isPresent() && found.get() instanceof EventReading.Events page) {
      after = Optional.of(page.next());
      return page.events().isEmpty() ? ALIVE : spelled(page);
    }
    over = true;
    return "";
  }

  /** Empty if the stream was closed, or others were faster to take the last place. */
  private synchronized Optional<Watch> watch() {
    if (begun.isEmpty() && !over) {
      try {
        begun = Optional.of(begin.get());
      } catch (UploadRejected _) {
        // Its caller comes back, and is told.
        return Optional.empty();
      }
    }
    return begun;
  }

  private String spelled(EventReading.Events page) throws IOException {
    StringBuilder spelled = new StringBuilder();
    for (FileEvent event : page.events()) {
      spelled
          .append("id: ")
          .append(event.cursor())
          .append("\nevent: ")
          .append(event.type().word())
          .append("\ndata: ")
          .append(json.writeValueAsString(EventView.of(event)))
          .append("\n\n");
    }
    return spelled.toString();
  }

  @Override
  public int available() {
    return text.length - sent;
  }

  @Override
  public synchronized void close() {
    over = true;
    begun.ifPresent(Watch::close);
  }
}
