package io.piecemeal.bootstrap.e2e;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The memory that requests are received into is given back, whatever became of them. A request that
 * keeps it is not to be seen in anything else until there is none.
 */
class ReceivedMemoryTest {

  private static final int REQUESTS = 400;

  /** Each request is received into 2 KiB at least; what idle connections keep comes and goes. */
  private static final long SOME = REQUESTS * 1024L;

  private static final Duration SOON = Duration.ofSeconds(20);

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
    for (int i = 0; i < REQUESTS; i++) {
      request.run();
    }
    long before = memoryInUse();
    for (int i = 0; i < REQUESTS; i++) {
      request.run();
    }
    Await.until("the memory is back", SOON, () -> memoryInUse() < before + SOME);
  }

  private static long memoryInUse() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }
}
