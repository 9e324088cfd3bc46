package io.piecemeal.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The bodies of requests with chunks of one size, made beforehand and shared by all connections.
 * There are several, so that no chunk equals the one before: a server might notice.
 */
public final class Bodies {

  private static final int DIFFERENT = 4;

  private final ByteBuffer[] prepared;

  private Bodies(ByteBuffer[] prepared) {
    this.prepared = prepared;
  }

  /** Makes them, of random bytes that are the same in every run. */
  public static Bodies prepare(ChunkSize size, BodyForm form) {
    Random random = new Random(size.bytes());
    return new Bodies(
        IntStream.range(0, DIFFERENT)
            .mapToObj(_ -> body(random, size, form))
            .toArray(ByteBuffer[]::new));
  }

  /** The body of one request, ready to be read. */
  ByteBuffer get(long number) {
    return prepared[(int) (number % DIFFERENT)].duplicate();
  }

  /** How long each of them is. */
  public int length() {
    return prepared[0].capacity();
  }

  private static ByteBuffer body(Random random, ChunkSize size, BodyForm form) {
    byte[] chunk = new byte[size.bytes()];
    random.nextBytes(chunk);
    byte[] wrapped = form.wrap(chunk);
    return ByteBuffer.allocateDirect(wrapped.length).put(wrapped).flip().asReadOnlyBuffer();
  }
}
