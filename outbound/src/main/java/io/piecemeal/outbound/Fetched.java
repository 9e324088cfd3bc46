package io.piecemeal.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** What was answered, with a body that is still on its way. Closing it closes the connection. */
public final class Fetched implements AutoCloseable {

  private final ClassicHttpResponse response;
  private final Optional<HttpEntity> entity;
  private final HttpUriRequestBase request;
  private final Future<?> end;

  /**
   * @param end breaks off the request when its time is over
   */
  Fetched(ClassicHttpResponse response, HttpUriRequestBase request, Future<?> end) {
    this.response = response;
    this.entity = Optional.ofNullable(response.getEntity());
    this.request = request;
    this.end = end;
  }

  public int status() {
    return response.getCode();
  }

  /** A field of the head as it was sent; one that was sent several times is a list with commas. */
  public Optional<String> field(String name) {
    Header[] all = response.getHeaders(name);
    return all.length == 0
        ? Optional.empty()
        : Optional.of(Stream.of(all).map(Header::getValue).collect(Collectors.joining(", ")));
  }

  /** How many bytes the body has, where the head says so. */
  public OptionalLong length() {
    long length = entity.map(HttpEntity::getContentLength).orElse(0L);
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /** Whether the end of the body can be told from a connection that broke. */
  public boolean hasEnd() {
    return length().isPresent() || entity.filter(HttpEntity::isChunked).isPresent();
  }

  /**
   * The body as it was sent. Reading fails where it breaks off, where nothing came for long, and
   * when its time is over.
   */
  public InputStream body() throws IOException {
    return entity.isPresent() ? entity.get().getContent() : InputStream.nullInputStream();
  }

  /** Reads nothing of what is still to come. */
  @Override
  public void close() {
    end.cancel(false);
    request.cancel();
  }
}
