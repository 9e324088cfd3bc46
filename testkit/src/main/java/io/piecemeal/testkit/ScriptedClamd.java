package io.piecemeal.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Speaks what ClamAV's daemon speaks to those who send it files by {@code INSTREAM}, and finds
 * {@link Eicar}. A test tells it to behave otherwise.
 */
public final class ScriptedClamd implements Closeable {

  /** How it answers. */
  public enum Manner {
    /** As it should. */
    ANSWERS,
    /** Reads all, and says nothing. */
    SILENT,
    /** Reads all, and says something that is no verdict. */
    CONFUSED,
    /** Ends each connection at once. */
    HANGS_UP
  }

  private static final String COMMAND = "zINSTREAM\0";

  private final ServerSocketChannel server;
  private final int most;
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger scans = new AtomicInteger();
  private final AtomicInteger largestChunk = new AtomicInteger();
  private final Thread acceptor;
  private volatile Manner manner = Manner.ANSWERS;

  private ScriptedClamd(ServerSocketChannel server, int most) {
    this.server = server;
    this.most = most;
    this.acceptor = Thread.ofVirtual().name("clamd").unstarted(this::accept);
    acceptor.start();
  }

  /**
   * Listens on this machine alone.
   *
   * @param port 0 for any
   * @param most bytes of a stream that it takes
   */
  public static ScriptedClamd onPort(int port, int most) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new ScriptedClamd(server, most);
  }

  /** The same on a socket in the file system. */
  public static ScriptedClamd onPath(Path path, int most) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    return new ScriptedClamd(server, most);
  }

  public int port() {
    try {
      return ((InetSocketAddress) server.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void behave(Manner next) {
    manner = next;
  }

  /** How many streams were sent to it. */
  public int scans() {
    return scans.get();
  }

  /** The bytes of the largest chunk of a stream. */
  public int largestChunk() {
    return largestChunk.get();
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel connection = server.accept();
        connections.add(connection);
        Thread.ofVirtual().name("clamd-scan").start(() -> serve(connection));
      } catch (IOException e) {
        // It was closed, or who called has gone again.
        Thread.onSpinWait();
      }
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      if (manner != Manner.HANGS_UP) {
        answer(connection);
      }
    } catch (IOException e) {
      // Who called has gone, or all of it was closed.
      Thread.onSpinWait();
    } finally {
      connections.remove(connection);
    }
  }

  private void answer(SocketChannel connection) throws IOException {
    DataInputStream in = new DataInputStream(Channels.newInputStream(connection));
    byte[] command = in.readNBytes(COMMAND.length());
    if (!COMMAND.equals(new String(command, US_ASCII))) {
      say(connection, "UNKNOWN COMMAND");
      return;
    }
    scans.incrementAndGet();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int length = in.readInt(); length > 0; length = in.readInt()) {
      largestChunk.accumulateAndGet(length, Math::max);
      if (stream.size() + length > most) {
        say(connection, "INSTREAM size limit exceeded. ERROR");
        return;
      }
      byte[] chunk = in.readNBytes(length);
      if (chunk.length < length) {
        throw new EOFException();
      }
      stream.write(chunk);
    }
    switch (manner) {
      case ANSWERS, HANGS_UP ->
          say(
              connection,
              Eicar.isIn(stream.toByteArray())
                  ? "stream: Eicar-Test-Signature FOUND"
                  : "stream: OK");
      case CONFUSED -> say(connection, "stream: who knows");
      case SILENT -> in.read();
    }
  }

  private static void say(SocketChannel connection, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\0").getBytes(US_ASCII));
    while (bytes.hasRemaining()) {
      connection.write(bytes);
    }
  }

  @Override
  public void close() {
    if (!server.isOpen()) {
      return;
    }
    try {
      boolean isFile = server.getLocalAddress() instanceof UnixDomainSocketAddress;
      Path path =
          isFile ? ((UnixDomainSocketAddress) server.getLocalAddress()).getPath() : Path.of("");
      server.close();
      // The socket is not gone before the thread that waits at it.
      acceptor.join();
      for (SocketChannel connection : connections) {
        connection.close();
      }
      if (isFile) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
