package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.ChunkStore.Upcoming;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * Asks for objects that will be read next. Their bytes stay with the connection on which the answer
 * comes: no more of them is held than a socket holds. Safe for use by several threads.
 */
final class Lookahead {

  /** As many connections have answers that nobody reads yet, at most. */
  static final int MOST = 64;

  private static final Logger LOG = System.getLogger(Lookahead.class.getName());

  private final BucketObjects objects;
  private final Semaphore places = new Semaphore(MOST);

  Lookahead(BucketObjects objects) {
    this.objects = objects;
  }

  /** Empty if there are as many as there may be. */
  Optional<Upcoming> expect(ObjectKey key, ByteRange range) {
    return places.tryAcquire() ? Optional.of(new Asked(key, range)) : Optional.empty();
  }

  private ReadableByteChannel open(ObjectKey key, ByteRange range) {
    return objects.open(key, range, objects.deadline());
  }

  /** Has a place until it is opened or, if it is not, until what was asked for is let go. */
  private final class Asked implements Upcoming {

    private final ObjectKey key;
    private final ByteRange range;
    private final CompletableFuture<ReadableByteChannel> answer;
    private boolean ended;

    Asked(ObjectKey key, ByteRange range) {
      this.key = key;
      this.range = range;
      answer =
          CompletableFuture.supplyAsync(
              () -> Lookahead.this.open(key, range), Thread::startVirtualThread);
    }

    @Override
    public ReadableByteChannel open() {
      if (ended) {
        throw new IllegalStateException("an object that was expected is opened once");
      }
      ended = true;
      try {
        // What failed before anybody wanted it may have done so long ago.
        return answer.isCompletedExceptionally() ? Lookahead.this.open(key, range) : answered();
      } finally {
        places.release();
      }
    }

    private ReadableByteChannel answered() {
      try {
        return answer.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof StorageFailure failure) {
          throw failure;
        }
        throw e;
      }
    }

    @Override
    public void close() {
      if (ended) {
        return;
      }
      ended = true;
      CompletableFuture<Void> _ =
          answer.thenAccept(this::letGo).whenComplete((_, _) -> places.release());
    }

    private void letGo(ReadableByteChannel channel) {
      try {
        channel.close();
      } catch (IOException | StorageFailure e) {
        LOG.log(Level.DEBUG, () -> "object %s was not closed".formatted(key), e);
      }
    }
  }
}
