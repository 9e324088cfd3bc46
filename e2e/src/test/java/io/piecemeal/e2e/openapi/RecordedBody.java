package io.piecemeal.e2e.openapi;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** A request body that remembers what was sent, unless that was much. */
public final class RecordedBody implements BodyPublisher {

  /** What is longer is data, about which the document says nothing that the service could miss. */
  private static final int MOST = 1 << 20;

  private final BodyPublisher body;
  private volatile Recording recording = new Recording();

  private RecordedBody(BodyPublisher body) {
    this.body = body;
  }

  /** The same request, with a body that is recorded. */
  public static HttpRequest in(HttpRequest request) {
    return request
        .bodyPublisher()
        .map(
            body ->
                HttpRequest.newBuilder(request, (name, value) -> true)
                    .method(request.method(), new RecordedBody(body))
                    .build())
        .orElse(request);
  }

  /** The body of a request; empty if it is not known. */
  static Optional<Exchange.Bytes> of(HttpRequest request) {
    if (request.bodyPublisher().isEmpty()) {
      return Optional.of(Exchange.Bytes.NONE);
    }
    return request.bodyPublisher().get() instanceof RecordedBody recorded
        ? recorded.recording.bytes()
        : Optional.empty();
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    Recording fresh = new Recording();
    recording = fresh;
    body.subscribe(new Listener(subscriber, fresh));
  }

  /** The bytes so far. */
  private static final class Recording {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private State state = State.PARTIAL;

    private enum State {
      PARTIAL,
      WHOLE,
      TOO_LONG
    }

    synchronized void add(ByteBuffer more) {
      if (more.remaining() > MOST - bytes.size()) {
        state = State.TOO_LONG;
      } else if (state == State.PARTIAL) {
        byte[] copy = new byte[more.remaining()];
        more.get(copy);
        bytes.writeBytes(copy);
      }
    }

    synchronized void end() {
      if (state == State.PARTIAL) {
        state = State.WHOLE;
      }
    }

    synchronized Optional<Exchange.Bytes> bytes() {
      return state == State.WHOLE
          ? Optional.of(Exchange.Bytes.of(bytes.toByteArray()))
          : Optional.empty();
    }
  }

  private record Listener(Subscriber<? super ByteBuffer> subscriber, Recording recording)
      implements Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Subscription subscription) {
      subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      recording.add(bytes.duplicate());
      subscriber.onNext(bytes);
    }

    @Override
    public void onError(Throwable failure) {
      subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
      recording.end();
      subscriber.onComplete();
    }
  }
}
