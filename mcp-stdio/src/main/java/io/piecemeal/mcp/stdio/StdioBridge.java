package io.piecemeal.mcp.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * The transport of the Model Context Protocol over standard input and output, before a service that
 * speaks it over HTTP: each line is a message, sent as it is; each answer becomes a line. Requests
 * are under way side by side, and each is answered, with an error where the service does not. One
 * that its client cancels is broken off and not answered.
 */
public final class StdioBridge {

  /** Bytes of one message, either way; several times what the service takes by default. */
  public static final int MAX_MESSAGE = 32 << 20;

  /** A message under way takes one of these units, and one more for each MiB of its size. */
  private static final int ROOM = 64;

  private static final int MEBIBYTE = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(StdioBridge.class);

  private final ServiceEndpoint service;
  private final Lines out;
  private final Semaphore room = new Semaphore(ROOM);

  /** Messages that are a single request, by its id. */
  private final Map<JsonNode, Exchange> underWay = new ConcurrentHashMap<>();

  /**
   * A bridge.
   *
   * @param endpoint where the service takes messages of the protocol, such as {@code
   *     http://127.0.0.1:8080/mcp}
   * @param key an API key of visible ASCII
   * @param out where answers go; it has to be for nothing else
   */
  public StdioBridge(URI endpoint, String key, OutputStream out) {
    this.service = new ServiceEndpoint(endpoint, key);
    this.out = new Lines(out);
  }

  /**
   * Passes messages on until there are no more and all are answered, or nobody reads the answers.
   *
   * @throws IOException if the input cannot be read
   */
  public void run(InputStream in) throws IOException, InterruptedException {
    LineReader lines = new LineReader(in, MAX_MESSAGE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Optional<byte[]> line = lines.read();
          line.isPresent() && !out.isBroken();
          line = lines.read()) {
        take(line.get(), threads);
      }
    }
  }

  private void take(byte[] bytes, ExecutorService threads) throws InterruptedException {
    if (isBlank(bytes)) {
      return;
    }
    if (bytes.length > MAX_MESSAGE) {
      refuse(Failure.tooLong(MAX_MESSAGE));
      return;
    }
    Optional<Message> message = Message.read(bytes);
    if (message.isEmpty()) {
      refuse(Failure.notJson());
      return;
    }
    // Before there is room for it: what it cancels may be what takes the room.
    message.get().cancelledId().map(underWay::get).ifPresent(Exchange::cancel);
    int share = 1 + bytes.length / MEBIBYTE;
    room.acquire(share);
    Exchange exchange = new Exchange(service, out, message.get());
    List<JsonNode> ids = message.get().requestIds();
    boolean isOne = ids.size() == 1;
    if (isOne) {
      underWay.put(ids.getFirst(), exchange);
    }
    threads.execute(
        () -> {
          try {
            exchange.run(bytes);
          } finally {
            if (isOne) {
              underWay.remove(ids.getFirst(), exchange);
            }
            room.release(share);
          }
        });
  }

  private void refuse(Failure failure) {
    LOG.warn("{}", failure.message());
    out.write(failure.answer(NullNode.instance));
  }

  private static boolean isBlank(byte[] line) {
    for (byte character : line) {
      if (character != ' ' && character != '\t' && character != '\r') {
        return false;
      }
    }
    return true;
  }
}
