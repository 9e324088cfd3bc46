package io.piecemeal.adapters.http.ticket;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The page that a ticket is in a browser. It is the same for all tickets, whether there is such a
 * one or not: what it shows of a file it asks for itself, so nothing of a caller is in its text.
 * How it looks and how it sends are the console's.
 */
@Singleton
final class TicketPage {

  private static final MediaType HTML = MediaType.of("text/html; charset=utf-8");
  private static final MediaType JAVASCRIPT = MediaType.of("text/javascript; charset=utf-8");
  private static final MediaType CSS = MediaType.of("text/css; charset=utf-8");

  /** Nothing from elsewhere, nothing inline, shown in no frame, and sent nowhere else. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String page = resource("page.html");
  private final String script = resource("page.js");
  private final String style = resource("page.css");

  HttpResponse<String> page() {
    return answer(page, HTML)
        // Its address is the secret, which no page that it leads to may learn.
        .header("Referrer-Policy", "no-referrer")
        .header("Content-Security-Policy", POLICY)
        .header("X-Robots-Tag", "noindex");
  }

  HttpResponse<String> script() {
    return answer(script, JAVASCRIPT);
  }

  HttpResponse<String> style() {
    return answer(style, CSS);
  }

  private static MutableHttpResponse<String> answer(String text, MediaType type) {
    return HttpResponse.ok(text).contentType(type).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static String resource(String name) {
    String path = "/ticket/" + name;
    try (InputStream in =
        Objects.requireNonNull(TicketPage.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
