package io.piecemeal.http.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedScrapeTest {

  private static final Executor VIRTUAL = work -> Thread.ofVirtual().start(work);

  private final AtomicInteger scrapes = new AtomicInteger();

  @Test
  void allWhoAskDuringAScrapeShareTheNext() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    SharedScrape shared =
        new SharedScrape(
            () -> {
              begun.countDown();
              awaitQuietly(go);
              return "scrape " + scrapes.incrementAndGet();
            },
            () -> {
              asked.incrementAndGet();
              return System.nanoTime();
            });
    CompletableFuture<byte[]> first = CompletableFuture.supplyAsync(shared::text, VIRTUAL);
    begun.await();
    int before = asked.get();
    List<CompletableFuture<byte[]>> others =
        IntStream.range(0, 200)
            .mapToObj(_ -> CompletableFuture.supplyAsync(shared::text, VIRTUAL))
            .toList();
    while (asked.get() < before + 200) {
      Thread.onSpinWait();
    }
    go.countDown();
    assertThat(first.join()).asString(StandardCharsets.UTF_8).isEqualTo("scrape 1");
    assertThat(others)
        .allSatisfy(
            text -> assertThat(text.join()).asString(StandardCharsets.UTF_8).isEqualTo("scrape 2"));
    assertThat(scrapes).hasValue(2);
  }

  @Test
  void whoAsksLaterGetsALaterText() {
    SharedScrape shared =
        new SharedScrape(() -> "scrape " + scrapes.incrementAndGet(), System::nanoTime);
    assertThat(shared.text()).asString(StandardCharsets.UTF_8).isEqualTo("scrape 1");
    assertThat(shared.text()).asString(StandardCharsets.UTF_8).isEqualTo("scrape 2");
  }

  @Test
  void scrapesOneAfterTheOtherLeaveMostOfTheTimeToOthers() {
    SharedScrape shared =
        new SharedScrape(
            () -> {
              LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
              return "";
            },
            System::nanoTime);
    long start = System.nanoTime();
    shared.text();
    shared.text();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThan(Duration.ofMillis(10 * 20));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
