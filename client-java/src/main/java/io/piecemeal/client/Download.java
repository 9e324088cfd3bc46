package io.piecemeal.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One download: as many requests as it takes, and the comparison of the digests. */
final class Download {

  private static final int BLOCK = 128 * 1024;
  private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]+/([0-9]{1,18})");

  private final Calls calls;
  private final StoredFile file;
  private final OutputStream sink;
  private final MessageDigest digest;
  private final TransferListener listener;

  private long position;
  private long total;
  private Optional<String> etag = Optional.empty();

  /**
   * A download that has some bytes already.
   *
   * @param digest of those
   */
  Download(
      Calls calls,
      StoredFile file,
      OutputStream sink,
      long position,
      MessageDigest digest,
      TransferListener listener) {
    this.calls = calls;
    this.file = file;
    this.sink = sink;
    this.position = position;
    this.digest = digest;
    this.listener = listener;
    this.total = file.size();
  }

  void run() {
    Attempts attempts = calls.attempts();
    listener.progressed(position, total);
    while (position < total || (etag.isEmpty() && !file.complete())) {
      long before = position;
      Call call = call();
      try {
        HttpResponse<InputStream> response = calls.send(call, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
          if (response.statusCode() / 100 == 2) {
            accept(response);
            copy(body);
            if (position < total) {
              throw new IOException("it ended at %d of %d bytes".formatted(position, total));
            }
          } else {
            refused(response, body, attempts);
          }
        }
      } catch (IOException e) {
        if (position > before) {
          attempts.succeeded();
        }
        attempts.failed(calls.broken(call, e), Duration.ZERO);
      }
    }
    compare();
  }

  private Call call() {
    Call call = Call.get("/files/" + file.id() + "/content");
    if (etag.isPresent()) {
      call = call.header("If-Match", etag.get());
    }
    return position == 0 ? call : call.header("Range", "bytes=" + position + "-");
  }

  /** The answer has to begin where the bytes that are there end. */
  private void accept(HttpResponse<InputStream> response) {
    long start = 0;
    if (response.statusCode() == 206) {
      Matcher range = RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
      if (!range.matches()) {
        throw IntegrityException.mismatch(
            "a part of a file without a readable Content-Range", null);
      }
      start = Long.parseLong(range.group(1));
      total = Long.parseLong(range.group(2));
    } else if (position == 0) {
      total = response.headers().firstValueAsLong("Content-Length").orElse(total);
    }
    if (start != position) {
      throw IntegrityException.mismatch(
          "asked for bytes from %d on, got those from %d".formatted(position, start), null);
    }
    etag = response.headers().firstValue("ETag").or(() -> Optional.of("*"));
  }

  private void refused(HttpResponse<InputStream> response, InputStream body, Attempts attempts)
      throws IOException {
    Answer answer =
        new Answer(
            response.statusCode(),
            response.headers(),
            new String(body.readNBytes(BLOCK), StandardCharsets.UTF_8));
    ServiceException refusal = ServiceException.of(answer);
    if (refusal.status() == 412 || refusal.status() == 416) {
      throw IntegrityException.changed("the file changed while it was read: " + file.id(), refusal);
    }
    if (!refusal.repeatable()) {
      throw refusal;
    }
    attempts.failed(refusal, Calls.asked(answer));
  }

  private void copy(InputStream body) throws IOException {
    byte[] block = new byte[BLOCK];
    try (StallGuard guard = new StallGuard(body, calls.options().requestTimeout())) {
      for (int read = body.read(block); read >= 0; read = body.read(block)) {
        guard.moved();
        if (read > total - position) {
          throw IntegrityException.mismatch("more bytes than were announced", null);
        }
        write(block, read);
        digest.update(block, 0, read);
        position += read;
        listener.progressed(position, total);
      }
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw Calls.cancelled(e);
      }
      throw e;
    }
    if (Thread.interrupted()) {
      throw Calls.cancelled(null);
    }
  }

  private void write(byte[] block, int length) {
    try {
      sink.write(block, 0, length);
    } catch (IOException e) {
      throw new LocalFileException("cannot write what came: " + LocalFileException.reason(e), e);
    }
  }

  private void compare() {
    String actual = HexFormat.of().formatHex(digest.digest());
    if (file.sha256().isPresent() && !file.sha256().get().equals(actual)) {
      throw IntegrityException.mismatch(
          "file %s has the digest %s, and what came %s"
              .formatted(file.id(), file.sha256().get(), actual),
          null);
    }
  }
}
