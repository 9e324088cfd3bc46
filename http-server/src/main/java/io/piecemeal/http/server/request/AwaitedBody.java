package io.piecemeal.http.server.request;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request. Its sender is asked for it ("100 Continue") when it is first read, and not
 * when the request is routed: what the head alone shows to be refused is never sent. For one thread
 * at a time, which is none of the event loop.
 */
public final class AwaitedBody extends InputStream {

  private final NettyHttpRequest<?> request;
  private @Nullable InputStream asked;
  private boolean closed;

  private AwaitedBody(NettyHttpRequest<?> request) {
    this.request = request;
  }

  /**
   * That of a request which came over a connection of this server; without bytes if it has none.
   */
  public static InputStream of(HttpRequest<?> request) {
    return find(request).orElseGet(InputStream::nullInputStream);
  }

  /** As {@link #of}; empty for a request that has none, as far as its head tells. */
  public static Optional<InputStream> find(HttpRequest<?> request) {
    if (request instanceof NettyHttpRequest<?> sent) {
      return sent.byteBody().expectedLength().orElse(-1) == 0
          ? Optional.empty()
          : Optional.of(new AwaitedBody(sent));
    }
    throw new IllegalStateException("no request of a connection: " + request.getClass());
  }

  private InputStream ask() throws IOException {
    if (closed) {
      throw new IOException("the body was closed");
    }
    InputStream stream = asked;
    if (stream == null) {
      stream = begin();
      asked = stream;
    }
    return stream;
  }

  /**
   * On the event loop: begun elsewhere, the framework hands on what has come by then while it asks
   * for more, and over HTTP/2 that is there at once, in the middle of it.
   */
  private InputStream begin() throws IOException {
    try {
      return request
          .getChannelHandlerContext()
          .executor()
          .submit(() -> request.byteBody().toInputStream())
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before the body was asked for");
    } catch (ExecutionException | RejectedExecutionException e) {
      throw new IOException("the body cannot be read", e);
    }
  }

  @Override
  public int read() throws IOException {
    return ask().read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return ask().read(target, offset, length);
  }

  /** The server drops what was not asked for. */
  @Override
  public void close() throws IOException {
    closed = true;
    if (asked != null) {
      asked.close();
    }
  }
}
