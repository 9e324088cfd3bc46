package io.piecemeal.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * Where the bytes of an upload come from. It is read once, from its beginning; what it opens, it
 * closes. One of a stream or a publisher is used for one upload only.
 */
public final class Source {

  private final Opening opening;
  private final long size;
  private final Runnable unchanged;

  private Source(Opening opening, long size) {
    this(opening, size, () -> {});
  }

  private Source(Opening opening, long size, Runnable unchanged) {
    this.opening = opening;
    this.size = size;
    this.unchanged = unchanged;
  }

  /**
   * A file, which must not change until it is sent: an upload ends with a {@link
   * LocalFileException}, and the file that it was to become stays incomplete, when its size or its
   * time of change is another one, or another file is in its place. What is not a regular file,
   * such as a pipe, is taken as a stream is.
   *
   * @throws LocalFileException if it cannot be read
   */
  public static Source of(Path file) {
    try {
      BasicFileAttributes begun = Files.readAttributes(file, BasicFileAttributes.class);
      return begun.isRegularFile()
          ? new Source(
              () -> Files.newInputStream(file), begun.size(), () -> requireSame(file, begun))
          : new Source(() -> Files.newInputStream(file), -1);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static void requireSame(Path file, BasicFileAttributes begun) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (now.size() != begun.size()
          || !now.lastModifiedTime().equals(begun.lastModifiedTime())
          || !Objects.equals(now.fileKey(), begun.fileKey())) {
        throw LocalFileException.changed(null);
      }
    } catch (NoSuchFileException e) {
      throw LocalFileException.changed(e);
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

  /**
   * Checks that what is read is still what was begun with.
   *
   * @throws LocalFileException if it is a file that changed
   */
  void requireUnchanged() {
    unchanged.run();
  }

  InputStream open() {
    try {
      return opening.open();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static LocalFileException unreadable(IOException e) {
    return new LocalFileException(
        "cannot read what is to be sent: " + LocalFileException.reason(e), e);
  }

  /** Gives the bytes. */
  private interface Opening {
    InputStream open() throws IOException;
  }
}
