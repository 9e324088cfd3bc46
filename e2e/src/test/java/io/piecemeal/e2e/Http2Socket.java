package io.piecemeal.e2e;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A connection that speaks HTTP/2 frame by frame, and sends whatever it is told to. */
final class Http2Socket implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  static final int NO_ERROR = 0;
  static final int PROTOCOL_ERROR = 1;
  static final int REFUSED_STREAM = 7;
  static final int ENHANCE_YOUR_CALM = 11;

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int HEADER = 9;
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final SSLSocket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final Map<Integer, Integer> statuses = new HashMap<>();
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();

  /** A frame as it came. */
  record Frame(int type, int flags, int stream, ByteBuffer payload) {

    boolean is(int type, int stream) {
      return type() == type && stream() == stream;
    }

    boolean ends() {
      return (flags & END_STREAM) != 0 && (type == DATA || type == HEADERS);
    }

    /** Of a reset, or a GOAWAY. */
    int error() {
      return payload.getInt(type == GOAWAY ? Integer.BYTES : 0);
    }
  }

  private Http2Socket(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Shakes hands and agrees on HTTP/2; nothing was sent yet. */
  static Http2Socket connect(int port, SSLContext trust) throws IOException {
    Socket plain = new Socket();
    plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    SSLSocket socket =
        (SSLSocket) trust.getSocketFactory().createSocket(plain, "localhost", port, true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    if (!"h2".equals(socket.getApplicationProtocol())) {
      throw new IOException("no HTTP/2 but " + socket.getApplicationProtocol());
    }
    return new Http2Socket(socket);
  }

  /** Sends the preface and settings: pairs of an identifier and a value. */
  Http2Socket greet(int... settings) throws IOException {
    return raw(greeting(settings));
  }

  static byte[] greeting(int... settings) {
    ByteBuffer payload = ByteBuffer.allocate(settings.length / 2 * 6);
    for (int i = 0; i < settings.length; i += 2) {
      payload.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    byte[] frame = bytes(SETTINGS, 0, 0, payload.array());
    return ByteBuffer.allocate(PREFACE.length + frame.length).put(PREFACE).put(frame).array();
  }

  Http2Socket raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  Http2Socket frame(int type, int flags, int stream, byte[] payload) throws IOException {
    return raw(bytes(type, flags, stream, payload));
  }

  static byte[] bytes(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(HEADER + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** A whole head; fields are names and values in turn. */
  Http2Socket headers(int stream, int flags, String... fields) throws IOException {
    return frame(HEADERS, flags | END_HEADERS, stream, block(fields));
  }

  /** A head with what every request has. */
  Http2Socket request(int stream, int flags, String method, String path, String... more)
      throws IOException {
    return headers(stream, flags, requestFields(method, path, more));
  }

  static String[] requestFields(String method, String path, String... more) {
    String[] all =
        Arrays.copyOf(
            new String[] {
              ":method", method, ":scheme", "https", ":path", path, ":authority", "localhost"
            },
            8 + more.length);
    System.arraycopy(more, 0, all, 8, more.length);
    return all;
  }

  /** Fields that are not remembered, with names and values as they are (RFC 7541 section 6.2.2). */
  static byte[] block(String... fields) {
    ByteBuf block = Unpooled.buffer();
    for (int i = 0; i < fields.length; i += 2) {
      block.writeByte(0);
      text(block, fields[i]);
      text(block, fields[i + 1]);
    }
    byte[] bytes = new byte[block.readableBytes()];
    block.readBytes(bytes);
    return bytes;
  }

  private static void text(ByteBuf block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int most = 127;
    if (bytes.length < most) {
      block.writeByte(bytes.length);
    } else {
      block.writeByte(most);
      int rest = bytes.length - most;
      while (rest > most) {
        block.writeByte((rest & most) | 0x80);
        rest >>= 7;
      }
      block.writeByte(rest);
    }
    block.writeBytes(bytes);
  }

  /** The next frame; empty where the other side has ended the connection. */
  Optional<Frame> next() throws IOException {
    try {
      byte[] header = new byte[HEADER];
      in.readFully(header);
      int length = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | (header[2] & 0xff);
      byte[] payload = new byte[length];
      in.readFully(payload);
      int stream = ByteBuffer.wrap(header).getInt(5);
      Frame frame = new Frame(header[3], header[4] & 0xff, stream, ByteBuffer.wrap(payload));
      if (frame.type() == HEADERS) {
        // Each head counts for how the next ones are read.
        CharSequence status =
            decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(payload)).status();
        statuses.put(stream, Integer.parseInt(status.toString()));
      }
      return Optional.of(frame);
    } catch (EOFException | SocketException e) {
      return Optional.empty();
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  /** Reads until a frame is as it is wanted; empty if the connection ends before. */
  Optional<Frame> await(Predicate<Frame> wanted) throws IOException {
    Optional<Frame> frame = next();
    while (frame.isPresent() && !wanted.test(frame.get())) {
      frame = next();
    }
    return frame;
  }

  /** Waits for the head of the answer on a stream, and gives its status. */
  int status(int stream) throws IOException {
    if (!statuses.containsKey(stream) && await(f -> f.is(HEADERS, stream)).isEmpty()) {
      throw new EOFException("no answer on stream " + stream);
    }
    return Objects.requireNonNull(statuses.get(stream));
  }

  /** Why the other side ends the connection; -1 if it does not say. */
  int goAway() throws IOException {
    return await(frame -> frame.type() == GOAWAY).map(Frame::error).orElse(-1);
  }

  /** Why a stream was reset. */
  int reset(int stream) throws IOException {
    return await(frame -> frame.is(RST_STREAM, stream)).orElseThrow(EOFException::new).error();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
