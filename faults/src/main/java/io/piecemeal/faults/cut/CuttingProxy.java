package io.piecemeal.faults.cut;

import io.piecemeal.harness.proc.Loopback;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between clients and the service, and cuts each connection behind a number of bytes that is
 * chosen when it begins; once all cuts are made, it lets everything through.
 */
final class CuttingProxy implements AutoCloseable {

  private static final int BUFFER = 16 << 10;

  /** Of an answer with its head; a cut behind its end is one of an answer that arrived. */
  private static final int OF_ANSWER = 600;

  private final ServerSocket entrance;
  private final int service;
  private final SplittableRandom random;
  private final long mostBytes;
  private final AtomicInteger left;
  private final AtomicInteger inRequests = new AtomicInteger();
  private final AtomicInteger inAnswers = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * Begins to listen.
   *
   * @param cuts how many connections to cut
   * @param mostBytes behind which a connection is cut on the way to the service
   */
  CuttingProxy(int service, int cuts, long mostBytes, SplittableRandom random) throws IOException {
    this.entrance = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    this.service = service;
    this.left = new AtomicInteger(cuts);
    this.mostBytes = mostBytes;
    this.random = random;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** How many connections are to be cut yet. */
  int left() {
    return Math.max(0, left.get());
  }

  int cutInRequests() {
    return inRequests.get();
  }

  int cutInAnswers() {
    return inAnswers.get();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        connect(entrance.accept());
      } catch (IOException _) {
        // It was closed.
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    open.add(client);
    open.add(server);
    try {
      server.connect(Loopback.port(service));
      new Pair(client, server, random.split()).start();
    } catch (IOException _) {
      // The service takes no more; the client sees that its connection ends.
      close(client);
      close(server);
    }
  }

  /** Both halves of one connection. */
  private final class Pair {
    private final Socket client;
    private final Socket server;
    private final boolean reset;
    private final AtomicLong requestBytes;
    private final AtomicLong answerBytes;

    Pair(Socket client, Socket server, SplittableRandom chance) {
      this.client = client;
      this.server = server;
      boolean answer = chance.nextInt(4) == 0;
      // The JDK's client takes a head that ends early for a whole one, its last digits missing.
      this.reset = answer || chance.nextBoolean();
      // Half of them early, where heads are: a number of bytes of any length is as likely.
      long early = 1 + (long) Math.pow((double) mostBytes, chance.nextDouble());
      long anywhere = chance.nextLong(1, mostBytes);
      long bytes = chance.nextBoolean() ? early : anywhere;
      requestBytes = new AtomicLong(answer ? Long.MAX_VALUE : bytes);
      answerBytes = new AtomicLong(answer ? chance.nextLong(OF_ANSWER) : Long.MAX_VALUE);
    }

    void start() {
      Thread.ofVirtual().start(() -> copy(client, server, requestBytes, inRequests));
      Thread.ofVirtual().start(() -> copy(server, client, answerBytes, inAnswers));
    }

    private void copy(Socket from, Socket to, AtomicLong until, AtomicInteger counted) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          int passed = (int) Math.min(count, until.get());
          out.write(buffer, 0, passed);
          if (until.addAndGet(-passed) == 0 && takesOne(left)) {
            counted.incrementAndGet();
            break;
          }
          out.write(buffer, passed, count - passed);
        }
      } catch (IOException _) {
        // One side has ended; the other is told so below.
      }
      end(client);
      end(server);
    }

    /** With what was sent before, or, by a reset, perhaps without. */
    private void end(Socket socket) {
      try {
        if (reset) {
          socket.setSoLinger(true, 0);
        }
      } catch (SocketException _) {
        // It is closed already.
      }
      close(socket);
      open.remove(socket);
    }
  }

  private static boolean takesOne(AtomicInteger left) {
    return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException failure) {
      System.getLogger(CuttingProxy.class.getName())
          .log(System.Logger.Level.DEBUG, "not closed", failure);
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    open.forEach(CuttingProxy::close);
  }
}
