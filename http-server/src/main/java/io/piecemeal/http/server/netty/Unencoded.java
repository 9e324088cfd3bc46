package io.piecemeal.http.server.netty;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.server.netty.DefaultHttpCompressionStrategy;
import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.netty.handler.codec.http.HttpResponse;
import jakarta.inject.Singleton;

/**
 * Answers go out as they are. The framework would encode whatever is long enough and of a textual
 * type, also ranges and in snappy, under the entity tag of the bytes that are stored.
 */
@Singleton
@Replaces(DefaultHttpCompressionStrategy.class)
final class Unencoded implements HttpCompressionStrategy {

  @Override
  public boolean isEnabled() {
    return false;
  }

  @Override
  public boolean shouldCompress(HttpResponse response) {
    return false;
  }

  @Override
  public int getMaxZstdEncodeSize() {
    return 0;
  }
}
