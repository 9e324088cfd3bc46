package io.piecemeal.e2e;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The memory that requests are received into is given back, whatever became of them; a request that
 * keeps it is not to be seen in anything else until there is none. Netty counts its buffers if they
 * are pooled, which the build sees to.
 */
class ReceivedMemoryTest {

  private static final int REQUESTS = 150;

  /** Far fewer than a buffer for each request; idle connections keep some. */
  private static final int SOME = REQUESTS / 3;

  private static final Duration SOON = Duration.ofMinutes(5);

  private final Caller alice = Caller.alice();

  @Test
  void appendsKeepNone() throws Exception {
    String id = alice.open();
    byte[] chunk = Bytes.patterned(10_000);

    assertNoneKept(() -> alice.append(id, chunk).is(200));
  }

  @Test
  void refusedAppendsKeepNone() throws Exception {
    String id = alice.open();

    assertNoneKept(() -> alice.put("/uploads/" + id, "{\"data\":\"A\"}").is(422));
    assertNoneKept(() -> alice.put("/uploads/" + UUID.randomUUID(), "{\"data\":\"AAAA\"}").is(404));
    assertNoneKept(() -> alice.put("/uploads/" + id, "{\"data\":\"AAAA\",\"offset\":7}").is(409));
  }

  @Test
  void otherBodiesKeepNone() throws Exception {
    String id = alice.openWith(Bytes.utf8("abc"));

    assertNoneKept(() -> alice.post("/uploads", "{\"filename\":\"a.txt\"}").is(201));
    assertNoneKept(() -> alice.post("/uploads", "{\"filename\":7}").is(422));
    assertNoneKept(
        () -> alice.post("/uploads/" + id + "/rewind", "{\"to_size\":3,\"if_size\":3}").is(200));
    assertNoneKept(() -> alice.post("/uploads/" + id + "/complete", "{\"size\":5}").is(422));
  }

  private static void assertNoneKept(Runnable request) throws Exception {
    long before = buffersInUse();
    for (int i = 0; i < REQUESTS; i++) {
      request.run();
    }
    Await.until("the buffers are back", SOON, () -> buffersInUse() < before + SOME);
  }

  private static long buffersInUse() {
    List<PoolArenaMetric> arenas = PooledByteBufAllocator.DEFAULT.metric().directArenas();
    return arenas.stream().mapToLong(PoolArenaMetric::numActiveAllocations).sum();
  }
}
