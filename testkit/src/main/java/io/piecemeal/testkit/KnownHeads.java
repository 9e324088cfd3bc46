package io.piecemeal.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.piecemeal.application.port.out.TypeDetector;
import io.piecemeal.domain.upload.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Knows two types. */
public final class KnownHeads implements TypeDetector {

  public static final ContentType PDF = new ContentType("application/pdf");
  public static final ContentType PNG = new ContentType("image/png");

  @Override
  public Optional<ContentType> detect(InputStream head) throws IOException {
    String text = new String(head.readNBytes(HEAD), ISO_8859_1);
    if (text.startsWith("%PDF-")) {
      return Optional.of(PDF);
    }
    return Optional.of(PNG).filter(type -> text.startsWith("\u0089PNG\r\n\u001a\n"));
  }
}
