package io.piecemeal.adapters.http.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;

/** How a page is answered. */
final class PageAnswers {

  private static final MediaType HTML = MediaType.of("text/html; charset=utf-8");

  /** Nothing from elsewhere, nothing inline, and shown in no frame. Pictures are part of styles. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private PageAnswers() {}

  static MutableHttpResponse<String> of(String html) {
    return of(html, POLICY);
  }

  static MutableHttpResponse<String> of(String html, String policy) {
    return HttpResponse.ok(html)
        .contentType(HTML)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header("Content-Security-Policy", policy)
        .header("Referrer-Policy", "no-referrer");
  }
}
