package io.piecemeal.http.server.request;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.MediaTypeProvider;

/**
 * Says what answers are. The framework would repeat the caller's Accept, with all its parameters.
 */
@ServerFilter("/**")
final class AnswerType {

  @ResponseFilter
  void set(MutableHttpResponse<?> response) {
    Object body = response.body();
    boolean typed =
        body == null
            || body instanceof CharSequence
            || body instanceof MediaTypeProvider
            || response.getHeaders().contains(HttpHeaders.CONTENT_TYPE);
    if (!typed) {
      response.contentType(MediaType.APPLICATION_JSON_TYPE);
    }
  }
}
