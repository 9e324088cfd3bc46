package io.piecemeal.adapters.tus;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Adds the version of the protocol to every answer below its path, errors included; to a request of
 * another version, which versions there are.
 */
@ServerFilter({Tus.PATH, Tus.PATH + "/**"})
final class TusFields implements Ordered {

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @ResponseFilter
  void version(MutableHttpResponse<?> response) {
    response.getHeaders().set(Tus.RESUMABLE, Tus.VERSION);
    if (response.code() == HttpStatus.PRECONDITION_FAILED.getCode()) {
      response.header(Tus.VERSIONS, Tus.VERSION);
    }
  }
}
