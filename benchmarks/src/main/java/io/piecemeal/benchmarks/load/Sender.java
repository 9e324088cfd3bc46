package io.piecemeal.benchmarks.load;

import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.ResponseHead;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends chunks over one connection, which it makes anew when it breaks. For one thread. */
final class Sender implements Crew.Worker {

  private final InetSocketAddress address;
  private final Bodies bodies;
  private final ChunkSize chunk;
  private final ChunkTarget.Factory targets;
  private @Nullable Line line;
  private @Nullable ByteBuffer nextHead;
  private long sent;

  /** A connection with where its chunks go. */
  private record Line(HttpConnection connection, ChunkTarget target) {}

  Sender(InetSocketAddress address, ChunkSize chunk, Bodies bodies, ChunkTarget.Factory targets) {
    this.address = address;
    this.chunk = chunk;
    this.bodies = bodies;
    this.targets = targets;
  }

  /** Does what has to be done before the next chunk and is no part of sending it. */
  @Override
  public void prepare() throws IOException {
    if (nextHead == null) {
      Line used = line();
      nextHead = used.target().nextHead(used.connection());
    }
  }

  /**
   * Sends a chunk and waits for the answer.
   *
   * @throws IOException if it was refused or the connection broke; the next one goes to a new file
   */
  @Override
  public void work() throws IOException {
    prepare();
    ByteBuffer head = Objects.requireNonNull(nextHead);
    nextHead = null;
    try {
      Line used = line();
      ResponseHead answer = used.connection().request(head, bodies.get(sent++));
      used.target().finish(used.connection(), answer);
    } catch (IOException failure) {
      close();
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    Line used = line;
    line = null;
    nextHead = null;
    if (used != null) {
      used.connection().close();
    }
  }

  private Line line() throws IOException {
    Line used = line;
    if (used == null) {
      used = new Line(HttpConnection.open(address), targets.create(chunk, bodies.length()));
      line = used;
    }
    return used;
  }
}
