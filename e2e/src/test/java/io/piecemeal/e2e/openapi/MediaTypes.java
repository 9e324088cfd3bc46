package io.piecemeal.e2e.openapi;

import java.util.Locale;
import java.util.Optional;

/** Finds what the document says of a body by its Content-Type. */
final class MediaTypes {

  private MediaTypes() {}

  /** The entry of {@code content} that fits best: the type itself, then any type. */
  static Optional<DocumentPart> entry(DocumentPart content, Optional<String> contentType) {
    return contentType
        .map(MediaTypes::withoutParameters)
        .flatMap(content::child)
        .or(() -> content.child("*/*"));
  }

  static boolean isJson(Optional<String> contentType) {
    String type = contentType.map(MediaTypes::withoutParameters).orElse("");
    return type.equals("application/json") || type.endsWith("+json");
  }

  private static String withoutParameters(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
