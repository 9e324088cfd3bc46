package io.piecemeal.harness.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection that is kept alive, for one request at a time. */
public final class HttpConnection implements AutoCloseable {

  private final SocketChannel channel;
  private final ResponseReader reader;
  private final String host;

  private HttpConnection(SocketChannel channel, ReadableByteChannel answers, String host) {
    this.channel = channel;
    this.reader = new ResponseReader(answers);
    this.host = host;
  }

  /** Connects. */
  public static HttpConnection open(InetSocketAddress address) throws IOException {
    SocketChannel channel = connect(address);
    return new HttpConnection(channel, channel, hostOf(address));
  }

  /**
   * Connects.
   *
   * @param patience how long an answer may bring nothing; then there is a {@link
   *     java.net.SocketTimeoutException}
   */
  public static HttpConnection open(InetSocketAddress address, Duration patience)
      throws IOException {
    SocketChannel channel = connect(address);
    // Only the socket's own stream knows of timeouts.
    channel.socket().setSoTimeout(Math.toIntExact(patience.toMillis()));
    return new HttpConnection(
        channel, Channels.newChannel(channel.socket().getInputStream()), hostOf(address));
  }

  private static SocketChannel connect(InetSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }

  private static String hostOf(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  /** What the Host header has to say. */
  public String host() {
    return host;
  }

  /** Sends a prepared request, whatever its outcome, and reads the answer up to its body. */
  public ResponseHead request(ByteBuffer head, ByteBuffer body) throws IOException {
    send(head, body);
    return reader.readHead();
  }

  /** Sends a short request and reads the answer. */
  public Response exchange(RequestHead head, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    send(head.toBytes(host, bytes.length), ByteBuffer.wrap(bytes));
    ResponseHead answer = reader.readHead();
    byte[] content = reader.readBody(answer);
    Response response = new Response(answer, new String(content, StandardCharsets.UTF_8));
    if (!answer.succeeded()) {
      throw new IOException("%s was answered %s".formatted(head.line(), response));
    }
    return response;
  }

  /** Sends a request and reads the answer up to its body. */
  public ResponseHead request(RequestHead head) throws IOException {
    send(head.toBytes(host, 0), ByteBuffer.allocate(0));
    return reader.readHead();
  }

  /** Sends a request, whatever its outcome, and reads the answer up to its body. */
  public ResponseHead request(RequestHead head, ByteBuffer body) throws IOException {
    send(head.toBytes(host, body.remaining()), body);
    return reader.readHead();
  }

  /** Reads the body that is next; it has to fit into memory. */
  public byte[] readBody(ResponseHead head) throws IOException {
    return reader.readBody(head);
  }

  /** Reads the body that is next, and forgets it. */
  public void discardBody(ResponseHead head) throws IOException {
    reader.discardBody(head);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void send(ByteBuffer head, ByteBuffer body) throws IOException {
    ByteBuffer[] both = {head, body};
    while (head.hasRemaining() || body.hasRemaining()) {
      channel.write(both);
    }
  }
}
