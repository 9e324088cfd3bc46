package io.piecemeal.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The JSON of a chunk around its Base64, which is not copied. */
final class ChunkBody {

  /**
   * Bytes that are handed over at once. The JDK's own publishers give 16 KiB each time, and each
   * time another thread takes them.
   */
  private static final int PIECE = 256 << 10;

  private static final byte[] TAIL = "\"}".getBytes(StandardCharsets.UTF_8);

  private ChunkBody() {}

  /** Gives the body as often as it is asked for. */
  static BodyPublisher of(byte[] text, long offset) {
    byte[] head = "{\"offset\":%d,\"data\":\"".formatted(offset).getBytes(StandardCharsets.UTF_8);
    Flow.Publisher<ByteBuffer> body =
        subscriber -> {
          Stream<ByteBuffer> pieces =
              Stream.of(
                      Stream.of(ByteBuffer.wrap(head)),
                      pieces(text),
                      Stream.of(ByteBuffer.wrap(TAIL)))
                  .flatMap(piece -> piece);
          subscriber.onSubscribe(new PieceSubscription(pieces.iterator(), subscriber));
        };
    return BodyPublishers.fromPublisher(body, head.length + text.length + TAIL.length);
  }

  private static Stream<ByteBuffer> pieces(byte[] text) {
    return IntStream.iterate(0, at -> at < text.length, at -> at + PIECE)
        .mapToObj(at -> ByteBuffer.wrap(text, at, Math.min(PIECE, text.length - at)));
  }

  /** Gives as many as are asked for, on the thread that asks first. */
  private static final class PieceSubscription implements Flow.Subscription {

    private final AtomicLong wanted = new AtomicLong();
    private final Iterator<ByteBuffer> pieces;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private volatile boolean ended;

    PieceSubscription(Iterator<ByteBuffer> pieces, Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.pieces = pieces;
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        ended = true;
        subscriber.onError(new IllegalArgumentException("so many are asked for: " + count));
        return;
      }
      if (wanted.getAndAccumulate(count, PieceSubscription::sum) > 0) {
        return;
      }
      while (!ended) {
        subscriber.onNext(pieces.next());
        if (!pieces.hasNext()) {
          ended = true;
          subscriber.onComplete();
        }
        if (wanted.decrementAndGet() == 0) {
          return;
        }
      }
    }

    /** All that there is may be asked for, and more. */
    private static long sum(long some, long more) {
      long both = some + more;
      return both < 0 ? Long.MAX_VALUE : both;
    }

    @Override
    public void cancel() {
      ended = true;
    }
  }
}
