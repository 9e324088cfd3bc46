package io.piecemeal.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * Where the bytes of an upload come from. It is read once, from its beginning; what it opens, it
 * closes. One of a stream or a publisher is used for one upload only.
 */
public final class Source {

  private final Opening opening;
  private final long size;

  private Source(Opening opening, long size) {
    this.opening = opening;
    this.size = size;
  }

  /**
   * A file.
   *
   * @throws LocalFileException if it cannot be read
   */
  public static Source of(Path file) {
    try {
      return new Source(() -> Files.newInputStream(file), Files.size(file));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** An array, which must not change meanwhile. */
  public static Source of(byte[] bytes) {
    return new Source(() -> new ByteArrayInputStream(bytes), bytes.length);
  }

  /** A stream of any length. */
  public static Source of(InputStream stream) {
    return new Source(() -> stream, -1);
  }

  /** Buffers in their order; they are asked for as they are sent. */
  public static Source of(Flow.Publisher<ByteBuffer> publisher) {
    return new Source(() -> stream(publisher), -1);
  }

  private static InputStream stream(Flow.Publisher<ByteBuffer> publisher) {
    BodySubscriber<InputStream> stream = BodySubscribers.ofInputStream();
    publisher.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            stream.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer buffer) {
            stream.onNext(List.of(buffer));
          }

          @Override
          public void onError(Throwable failure) {
            stream.onError(failure);
          }

          @Override
          public void onComplete() {
            stream.onComplete();
          }
        });
    return stream.getBody().toCompletableFuture().join();
  }

  /** How many bytes it has, or -1 if that is not known. */
  long size() {
    return size;
  }

  InputStream open() {
    try {
      return opening.open();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static LocalFileException unreadable(IOException e) {
    return new LocalFileException("cannot read what is to be sent: " + e, e);
  }

  /** Gives the bytes. */
  private interface Opening {
    InputStream open() throws IOException;
  }
}
