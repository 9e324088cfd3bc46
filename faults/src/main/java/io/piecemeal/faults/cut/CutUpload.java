package io.piecemeal.faults.cut;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.harness.service.ServiceCommand;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One upload by tus-java-client, which goes on after each cut as its users do. */
final class CutUpload {

  private static final String NAME = "one";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration BREATH = Duration.ofMillis(5);
  private static final int CONFLICT = 409;

  private final byte[] content;
  private final int ofRequest;
  private final TusClient client = new TusClient();
  private @Nullable URL url;
  private long known;
  private int attempts;
  private int conflicts;
  private @Nullable Finding finding;

  /**
   * @param port where the service is reached
   * @param mostBytes of the upload
   */
  CutUpload(int port, int mostBytes, SplittableRandom random) throws IOException {
    content = new byte[random.nextInt(1, mostBytes)];
    random.nextBytes(content);
    // All in one request, or in several of them.
    ofRequest = random.nextBoolean() ? content.length : 1 + content.length / random.nextInt(2, 9);
    client.setUploadCreationURL(URI.create("http://127.0.0.1:%d/tus".formatted(port)).toURL());
    String[] authorization = ServiceCommand.AUTHORIZATION.split(": ", 2);
    client.setHeaders(Map.of(authorization[0], authorization[1]));
    client.enableResuming(new TusURLMemoryStore());
  }

  /** Sends all of it, however often its connection is cut. */
  void send() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isSent()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "after %d attempts an upload of %d bytes is at %d"
                .formatted(attempts, content.length, known));
      }
      LockSupport.parkNanos(BREATH.toNanos());
    }
  }

  private boolean isSent() {
    attempts++;
    try {
      TusUploader uploader = client.resumeOrCreateUpload(upload());
      requireForward(uploader);
      url = uploader.getUploadURL();
      uploader.setRequestPayloadSize(ofRequest);
      while (uploader.uploadChunk() > -1) {
        // On with the next.
      }
      uploader.finish();
      return true;
    } catch (ProtocolException refused) {
      conflicts += isConflict(refused) ? 1 : 0;
      return false;
    } catch (IOException _) {
      // The cut.
      return false;
    }
  }

  private TusUpload upload() {
    TusUpload upload = new TusUpload();
    upload.setInputStream(new ByteArrayInputStream(content));
    upload.setSize(content.length);
    upload.setFingerprint(NAME);
    upload.setMetadata(Map.of("filename", "cut.bin"));
    return upload;
  }

  /** An offset that was told once stays. */
  private void requireForward(TusUploader uploader) {
    long offset = uploader.getOffset();
    if (uploader.getUploadURL().equals(url) && offset < known) {
      found(Kind.LOST, "offset %d after %d".formatted(offset, known));
    }
    known = offset;
  }

  private static boolean isConflict(ProtocolException refused) {
    try {
      return refused.getCausingConnection() != null
          && refused.getCausingConnection().getResponseCode() == CONFLICT;
    } catch (IOException _) {
      return false;
    }
  }

  /** Compares what is stored with what was sent. */
  void compare(byte[] stored) {
    int common = Arrays.mismatch(stored, content);
    if (common >= 0) {
      Kind kind =
          stored.length > content.length
              ? Kind.DOUBLED
              : stored.length < content.length ? Kind.LOST : Kind.DAMAGED;
      found(
          kind,
          "%d bytes for %d, the first that differs is at %d"
              .formatted(stored.length, content.length, common));
    }
  }

  void found(Kind kind, String text) {
    finding = new Finding(kind, id(), text);
  }

  /** The id of its file. */
  String id() {
    String path = String.valueOf(url);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  int bytes() {
    return content.length;
  }

  int attempts() {
    return attempts;
  }

  int conflicts() {
    return conflicts;
  }

  Optional<Finding> finding() {
    return Optional.ofNullable(finding);
  }
}
