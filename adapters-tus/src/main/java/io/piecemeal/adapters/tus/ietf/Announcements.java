package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.application.port.in.AppendStream;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.interim.InterimAnswers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells a client by 104 that its upload can be resumed, and up to which offset its bytes are
 * durable. Sends nothing to a client that named no interop version: it may not understand 104.
 */
final class Announcements implements AppendStream.Progress {

  private static final long PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long STEP = 8L << 20;

  private final InterimAnswers answers;
  private final Interop interop;
  private long lastTime = System.nanoTime();
  private long lastEnd;
  private boolean durable;

  /**
   * @param start where the body begins in its file
   */
  Announcements(InterimAnswers answers, Interop interop, ByteCount start) {
    this.answers = answers;
    this.interop = interop;
    this.lastEnd = start.value();
  }

  /** Where the upload is that was created, before its bytes are read. */
  void created(StoredFile file, UploadLimit limit) {
    Map<String, String> fields = new HashMap<>();
    fields.put("Location", Ietf.PATH + "/" + file.id());
    limit.of(interop, file).ifPresent(value -> fields.put(Ietf.LIMIT, value));
    send(fields);
  }

  @Override
  public void durableTo(ByteCount end) {
    durable = true;
    long now = System.nanoTime();
    if (now - lastTime >= PAUSE || end.value() - lastEnd >= STEP) {
      lastTime = now;
      lastEnd = end.value();
      send(new HashMap<>(Map.of(Ietf.OFFSET, end.toString())));
    }
  }

  /** Whether bytes of the body are kept. */
  boolean hasDurableBytes() {
    return durable;
  }

  private void send(Map<String, String> fields) {
    if (interop.isKnown()) {
      fields.put(Ietf.INTEROP, interop.number());
      answers.send(Ietf.RESUMPTION_SUPPORTED, Ietf.RESUMPTION_PHRASE, fields);
    }
  }
}
