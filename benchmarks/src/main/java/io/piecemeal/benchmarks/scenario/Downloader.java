package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.load.Crew;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.http.ResponseHead;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Fetches the same bytes over one connection. */
final class Downloader implements Crew.Worker {

  private final InetSocketAddress address;
  private final RequestHead request;
  private final long expected;
  private @Nullable HttpConnection connection;

  Downloader(InetSocketAddress address, RequestHead request, long expected) {
    this.address = address;
    this.request = request;
    this.expected = expected;
  }

  @Override
  public void prepare() throws IOException {
    HttpConnection _ = connected();
  }

  @Override
  public void work() throws IOException {
    HttpConnection used = connected();
    try {
      ResponseHead answer = used.request(request);
      if (!answer.succeeded() || answer.contentLength() != expected) {
        throw new IOException("answered " + answer.text().lines().findFirst().orElse(""));
      }
      used.discardBody(answer);
    } catch (IOException failure) {
      close();
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    HttpConnection used = connection;
    connection = null;
    if (used != null) {
      used.close();
    }
  }

  private HttpConnection connected() throws IOException {
    HttpConnection used = connection;
    if (used == null) {
      used = HttpConnection.open(address);
      connection = used;
    }
    return used;
  }
}
