package io.piecemeal.mcp.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One message on its way to the service, and what comes back: each of its requests is answered,
 * unless it is cancelled.
 */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final ServiceEndpoint service;
  private final Lines out;
  private final Message message;
  private final List<JsonNode> unanswered;

  private Optional<Thread> runner = Optional.empty();
  private boolean isCancelled;

  Exchange(ServiceEndpoint service, Lines out, Message message) {
    this.service = service;
    this.out = out;
    this.message = message;
    this.unanswered = new ArrayList<>(message.requestIds());
  }

  /**
   * Sends the message and passes the answers on.
   *
   * @param line the message as it came
   */
  void run(byte[] line) {
    if (!begin()) {
      return;
    }
    try {
      HttpResponse<InputStream> response = service.send(line, message);
      try (InputStream body = response.body()) {
        passOn(response, body);
      }
    } catch (IOException e) {
      fail(Failure.of(service.address(), e));
    } catch (InterruptedException e) {
      // By cancel(), after which the sender waits for no answer.
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean begin() {
    runner = Optional.of(Thread.currentThread());
    return !isCancelled;
  }

  /** Ends it, and the request of HTTP with it; no error is answered. May come at any time. */
  synchronized void cancel() {
    isCancelled = true;
    runner.ifPresent(Thread::interrupt);
  }

  private synchronized boolean isCancelled() {
    return isCancelled;
  }

  private void passOn(HttpResponse<InputStream> response, InputStream body) throws IOException {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (type.startsWith("text/event-stream")) {
      EventReader events = new EventReader(body, StdioBridge.MAX_MESSAGE);
      for (Optional<byte[]> data = events.next(); data.isPresent(); data = events.next()) {
        passOn(data.get());
      }
    } else {
      byte[] bytes = body.readNBytes(StdioBridge.MAX_MESSAGE + 1);
      if (bytes.length > StdioBridge.MAX_MESSAGE) {
        throw new IOException("an answer exceeds %d bytes".formatted(StdioBridge.MAX_MESSAGE));
      }
      boolean isFine = response.statusCode() / 100 == 2 && unanswered.isEmpty();
      if (!isFine && !passOn(bytes)) {
        fail(Failure.of(service.address(), response.statusCode(), response.headers(), bytes));
        return;
      }
    }
    if (!unanswered.isEmpty()) {
      fail(Failure.noAnswer(service.address()));
    }
  }

  /** Passes a message of the service on, if it is one for the client. */
  private boolean passOn(byte[] json) {
    Optional<Message> answer = Message.read(json).filter(Message::isRpc);
    if (answer.isEmpty()) {
      return false;
    }
    boolean namesNone = answer.get().isErrorOfNoRequest();
    if (namesNone && message.isNotification()) {
      // There is nothing that this would be the answer to.
      return false;
    }
    if (message.method().filter("initialize"::equals).isPresent()) {
      answer.get().agreedVersion().ifPresent(service::agree);
    }
    if (namesNone && unanswered.size() == 1) {
      out.write(naming(answer.get(), unanswered.removeFirst()));
    } else {
      answer.get().answeredIds().forEach(unanswered::remove);
      out.write(json);
    }
    return true;
  }

  /** A client waits for its id, even if the service could not read that. */
  private static byte[] naming(Message error, JsonNode id) {
    ObjectNode named = ((ObjectNode) error.json()).deepCopy();
    named.set("id", id);
    return Message.JSON.writeValueAsBytes(named);
  }

  private void fail(Failure failure) {
    if (isCancelled()) {
      return;
    }
    LOG.warn("{}", failure.message());
    unanswered.forEach(id -> out.write(failure.answer(id)));
    unanswered.clear();
  }
}
