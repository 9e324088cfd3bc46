package io.piecemeal.http.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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

  private static final Duration SCRAPE = Duration.ofMillis(20);

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
    List<Long> begun = new ArrayList<>();
    SharedScrape shared =
        new SharedScrape(
            () -> {
              begun.add(System.nanoTime());
              takeTime();
              return "";
            },
            System::nanoTime);
    shared.text();
    // What a thread waited for earlier may have left it a permit, which ends its next park at once.
    LockSupport.unpark(Thread.currentThread());
    shared.text();
    assertThat(Duration.ofNanos(begun.getLast() - begun.getFirst()))
        .isGreaterThanOrEqualTo(SCRAPE.multipliedBy(10));
  }

  private static void takeTime() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < SCRAPE.toNanos()) {
      Thread.onSpinWait();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
