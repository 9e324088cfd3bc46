package io.piecemeal.adapters.scan;

import io.piecemeal.application.port.out.TypeDetector;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.tika.Tika;

/** Tells types by the magic numbers that Tika knows. It parses nothing. */
public final class TikaTypes implements TypeDetector {

  private static final String UNKNOWN = "application/octet-stream";

  private final Tika tika = new Tika();

  @Override
  public Optional<ContentType> detect(InputStream head) throws IOException {
    byte[] bytes = head.readNBytes(HEAD);
    if (bytes.length == 0) {
      return Optional.empty();
    }
    String detected = tika.detect(bytes);
    try {
      return detected.equals(UNKNOWN) ? Optional.empty() : Optional.of(new ContentType(detected));
    } catch (UploadRejected noType) {
      return Optional.empty();
    }
  }
}
