package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.TooLongHttpHeaderException;

/**
 * Header fields of a request, bounded in number: a line of four bytes takes more than a hundred in
 * memory, so that a limit on bytes alone does not bound it. One line too many is refused while the
 * head is read.
 */
final class BoundedHeaders extends DefaultHttpHeaders {

  /** Lines in a head, and in the trailers behind a body. */
  static final int MOST = 100;

  static final HttpHeadersFactory FACTORY =
      new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
          return new BoundedHeaders();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
          return new BoundedHeaders();
        }
      };

  private int lines;

  /** The decoder adds each line by this method. */
  @Override
  public HttpHeaders add(CharSequence name, Object value) {
    lines++;
    if (lines > MOST) {
      throw new TooLongHttpHeaderException("more than %d header lines".formatted(MOST));
    }
    return super.add(name, value);
  }
}
