package io.piecemeal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.client.ScriptedService.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

  private static final byte[] BYTES = bytes(10_500);
  private static final UploadOptions NAMED = UploadOptions.named("dräft \"1\".bin");

  private ScriptedService service;
  private PiecemealClient client;

  @BeforeEach
  void start() throws IOException {
    service = ScriptedService.start();
    client = PiecemealClient.of(service.options());
  }

  @AfterEach
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void fileIsSentInChunksOfTheRecommendedSize(@TempDir Path folder) throws IOException {
    StoredFile file = client.upload(Source.of(Files.write(folder.resolve("f"), BYTES)), NAMED);
    assertThat(service.bytes(file.id())).isEqualTo(BYTES);
    assertThat(file.complete()).isTrue();
    assertThat(file.filename()).isEqualTo("dräft \"1\".bin");
    assertThat(service.count("PUT")).isEqualTo(11);
  }

  @Test
  void everySourceGivesItsBytes() {
    assertThat(service.bytes(client.upload(Source.of(BYTES), NAMED).id())).isEqualTo(BYTES);
    InputStream stream = new ByteArrayInputStream(BYTES);
    assertThat(service.bytes(client.upload(Source.of(stream), NAMED).id())).isEqualTo(BYTES);
    CompletableFuture<StoredFile> upload;
    try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
      upload = client.async(c -> c.upload(Source.of(publisher), NAMED));
      while (publisher.getNumberOfSubscribers() == 0) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < BYTES.length; i += 700) {
        publisher.submit(ByteBuffer.wrap(BYTES, i, 700));
      }
    }
    assertThat(service.bytes(upload.join().id())).isEqualTo(BYTES);
  }

  @Test
  void emptyFileIsCompletedWithoutAChunk() {
    StoredFile file = client.upload(Source.of(new byte[0]), NAMED);
    assertThat(file.size()).isZero();
    assertThat(file.complete()).isTrue();
    assertThat(service.count("PUT")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /limits", "POST /uploads", "PUT", "POST /uploads/s"})
  void brokenConnectionAndLostAnswerStoreNothingTwice(String request) {
    for (Kind kind : List.of(Kind.CUT, Kind.LOSE, Kind.TWICE)) {
      service.then(request, kind);
    }
    try (PiecemealClient fresh = PiecemealClient.of(service.options())) {
      for (int i = 0; i < 3; i++) {
        assertThat(service.bytes(fresh.upload(Source.of(BYTES), NAMED).id())).isEqualTo(BYTES);
      }
      if (!request.startsWith("GET")) {
        assertThat(service.allFaultsHappened()).isTrue();
      }
      assertThat(service.files()).isEqualTo(3);
    }
  }

  @Test
  void chunkWhoseAnswerWasLostIsNotSentAgain() {
    service.then("PUT", Kind.LOSE);
    client.upload(Source.of(BYTES), NAMED);
    assertThat(service.count("PUT")).isEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void busyServiceIsAskedAgain(int status) {
    service.then("PUT", status, Map.of("Retry-After", "0"), "busy");
    assertThat(service.bytes(client.upload(Source.of(BYTES), NAMED).id())).isEqualTo(BYTES);
    assertThat(service.count("PUT")).isEqualTo(12);
  }

  @Test
  void retryAfterIsObeyed() {
    service.then("PUT", 429, Map.of("Retry-After", "1"), "slow down");
    long start = System.nanoTime();
    client.upload(Source.of(BYTES), NAMED);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void retryAfterThatOutlastsPatienceEndsTheUploadAtOnce() {
    service.then("PUT", 503, Map.of("Retry-After", "900"), "later");
    assertThatThrownBy(() -> client.upload(Source.of(BYTES), NAMED))
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> {
              assertThat(e.status()).isEqualTo(503);
              assertThat(e.retryable()).isTrue();
            });
  }

  @Test
  void sessionThatWasOpenedIsToldBeforeAnythingElseIsAsked() {
    List<String> ids = new ArrayList<>();
    service.then("PUT", 403, Map.of(), ScriptedService.problem("forbidden", false, Map.of()));
    UploadOptions options =
        NAMED
            .withIdempotencyKey("once")
            .withListener(
                new TransferListener() {
                  @Override
                  public void opened(StoredFile file) {
                    ids.add(file.id());
                    assertThat(service.count("GET /files")).isZero();
                  }
                });
    assertThatThrownBy(() -> client.upload(Source.of(BYTES), options))
        .isInstanceOf(ServiceException.class);
    assertThat(ids).hasSize(1);
  }

  @Test
  void unknownOutcomeIsRepeatedWithItsOffset() {
    service.then("PUT", 503, Map.of(), ScriptedService.problem("outcome-unknown", false, Map.of()));
    assertThat(service.bytes(client.upload(Source.of(BYTES), NAMED).id())).isEqualTo(BYTES);
  }

  @Test
  void refusalIsTypedAndNotRepeated() {
    service.then(
        "POST /uploads",
        422,
        Map.of(),
        ScriptedService.problem(
            "bad-filename",
            false,
            Map.of("next", Map.of("method", "POST", "path", "/uploads", "body", Map.of()))));
    assertThatThrownBy(() -> client.upload(Source.of(BYTES), NAMED))
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> {
              assertThat(e.code()).isEqualTo("bad-filename");
              assertThat(e.status()).isEqualTo(422);
              assertThat(e.retryable()).isFalse();
              assertThat(e.requestId()).contains("5d1c8f0e2b7a9364");
              assertThat(e.next()).contains(new NextCall("POST", "/uploads", Map.of()));
            });
    assertThat(service.count("POST")).isEqualTo(1);
  }

  @Test
  void proxyThatRefusesLargeBodiesGetsSmallerChunks() {
    service.recommending(4000).refusingBodiesOver(2000);
    assertThat(service.bytes(client.upload(Source.of(BYTES), NAMED).id())).isEqualTo(BYTES);
    long puts = service.count("PUT");
    client.upload(Source.of(BYTES), NAMED);
    // What was refused once is not tried by the next upload.
    assertThat(service.count("PUT") - puts).isEqualTo(11);
  }

  @Test
  void limitOfTheRefusalIsTaken() {
    service
        .recommending(4000)
        .then(
            "PUT",
            413,
            Map.of(),
            ScriptedService.problem("chunk-too-large", false, Map.of("max_chunk_bytes", 3500)));
    assertThat(service.bytes(client.upload(Source.of(BYTES), NAMED).id())).isEqualTo(BYTES);
    assertThat(service.count("PUT")).isBetween(4L, 6L);
  }

  @Test
  void progressIsMonotoneAndEndsAtTheTotal() {
    service.then("PUT", Kind.LOSE).then("PUT", Kind.CUT).then("PUT", Kind.CUT);
    List<Long> told = new ArrayList<>();
    client.upload(
        Source.of(BYTES),
        NAMED.withListener(
            new TransferListener() {
              @Override
              public void progressed(long done, long total) {
                told.add(done);
                assertThat(total).isEqualTo(BYTES.length);
              }
            }));
    assertThat(told).isSorted().startsWith(0L).endsWith((long) BYTES.length);
  }

  @Test
  void otherBytesThanTheServiceHasAreAnError() {
    UploadOptions once = NAMED.withIdempotencyKey("once");
    StoredFile file = client.upload(Source.of(BYTES), once);
    byte[] others = BYTES.clone();
    others[3]++;
    long puts = service.count("PUT");
    assertThatThrownBy(() -> client.upload(Source.of(others), once))
        .isInstanceOfSatisfying(
            IntegrityException.class, e -> assertThat(e.code()).isEqualTo("source-changed"));
    assertThat(service.count("PUT")).as("nothing is sent behind other bytes").isEqualTo(puts);
    assertThatThrownBy(() -> client.upload(Source.of(bytes(100)), NAMED.resuming(file.id())))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("another one");
  }

  @ParameterizedTest
  @EnumSource
  void fileThatChangesWhileItIsSentIsNotCompleted(Change change, @TempDir Path folder)
      throws IOException {
    Path file = Files.write(folder.resolve("f"), BYTES);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    List<String> ids = new ArrayList<>();
    TransferListener listener =
        new TransferListener() {
          @Override
          public void opened(StoredFile session) {
            ids.add(session.id());
          }

          @Override
          public void progressed(long done, long total) {
            if (done == 5000) {
              change.of(file);
            }
          }
        };
    assertThatThrownBy(() -> client.upload(Source.of(file), NAMED.withListener(listener)))
        .isInstanceOfSatisfying(
            LocalFileException.class,
            e -> {
              assertThat(e.isChange()).isTrue();
              assertThat(e.code()).isEqualTo("source-changed");
            })
        .hasMessageContaining("changed while it was sent; send it again");
    assertThat(client.file(ids.getFirst()).complete()).isFalse();
    assertThat(service.count("POST")).as("nothing was completed").isEqualTo(1);
  }

  enum Change {
    CUT,
    APPENDED,
    REWRITTEN,
    REPLACED,
    REMOVED;

    void of(Path file) {
      try {
        switch (this) {
          case CUT -> Files.write(file, bytes(6000));
          case APPENDED -> Files.write(file, bytes(1), StandardOpenOption.APPEND);
          case REWRITTEN -> Files.write(file, new byte[BYTES.length]);
          case REPLACED -> {
            Path other = Files.write(file.resolveSibling("other"), new byte[BYTES.length]);
            Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
          }
          case REMOVED -> Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void completeFileIsNotTheBeginningOfALongerSource() {
    UploadOptions once = NAMED.withIdempotencyKey("once");
    client.upload(Source.of(Arrays.copyOf(BYTES, 3000)), once);
    assertThatThrownBy(() -> client.upload(Source.of(BYTES), once))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("another one");
  }

  @Test
  void keyThatMayOnlyWriteSendsAgainWhatItCannotLookUp() {
    String unread = ScriptedService.problem("forbidden", false, Map.of("needed_scope", "read"));
    service
        .then("POST /uploads", Kind.LOSE)
        .then("GET /files", 403, Map.of(), unread)
        .then("PUT", Kind.LOSE)
        .then("GET /files", 403, Map.of(), unread)
        .then("PUT", Kind.CUT)
        .then("GET /files", 403, Map.of(), unread);
    StoredFile file = client.upload(Source.of(BYTES), NAMED);
    assertThat(service.bytes(file.id())).isEqualTo(BYTES);
    assertThat(service.allFaultsHappened()).isTrue();
    service.then("GET /files", 403, Map.of(), unread);
    assertThatThrownBy(() -> client.file(file.id()))
        .isInstanceOfSatisfying(
            ServiceException.class, e -> assertThat(e.neededScope()).contains("read"));
  }

  /** Sending it again in smaller chunks is no progress. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void chunksThatAlwaysBreakEndWithPatience(boolean mayRead) {
    String unread = ScriptedService.problem("forbidden", false, Map.of("needed_scope", "read"));
    for (int i = 0; i < 100; i++) {
      service.then("PUT", Kind.CUT);
      if (!mayRead) {
        service.then("GET /files", 403, Map.of(), unread);
      }
    }
    PiecemealClient hasty =
        PiecemealClient.of(service.options().withPatience(Duration.ofSeconds(1)));
    assertThatThrownBy(() -> hasty.upload(Source.of(BYTES), NAMED))
        .isInstanceOf(UnreachableException.class);
    assertThat(service.allFaultsHappened()).isFalse();
    hasty.close();
  }

  @Test
  void cancelledUploadIsResumedWhereItWas() throws Exception {
    CountDownLatch half = new CountDownLatch(1);
    List<String> ids = new ArrayList<>();
    TransferListener listener =
        new TransferListener() {
          @Override
          public void opened(StoredFile file) {
            ids.add(file.id());
          }

          @Override
          public void progressed(long done, long total) {
            if (done >= 5000) {
              half.countDown();
            }
          }
        };
    PipedOutputStream pipe = new PipedOutputStream();
    PipedInputStream stream = new PipedInputStream(pipe, 20_000);
    pipe.write(BYTES, 0, 6000);
    CompletableFuture<StoredFile> upload =
        client.async(c -> c.upload(Source.of(stream), NAMED.withListener(listener)));
    half.await();
    assertThat(upload.cancel(true)).isTrue();
    assertThatThrownBy(upload::join).isInstanceOf(CancellationException.class);
    long before = service.count("PUT");
    StoredFile file = client.upload(Source.of(BYTES), NAMED.resuming(ids.getFirst()));
    assertThat(service.bytes(file.id())).isEqualTo(BYTES);
    assertThat(service.count("PUT") - before).isBetween(5L, 6L);
    assertThat(service.files()).isEqualTo(1);
  }

  @Test
  void serviceThatStaysAwayIsGivenUp() throws IOException {
    service.close();
    try (PiecemealClient hasty =
        PiecemealClient.of(service.options().withPatience(Duration.ofMillis(300)))) {
      assertThatThrownBy(() -> hasty.upload(Source.of(BYTES), NAMED))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("GET /limits")
          .hasMessageContaining("nothing listens there");
    }
    service = ScriptedService.start();
  }

  @ParameterizedTest
  @EnumSource
  void keyIsInNoText(Leak leak) {
    ClientOptions wrong = ClientOptions.of(service.options().url(), "sec\nret");
    try (PiecemealClient other = PiecemealClient.of(wrong)) {
      assertThat(
              switch (leak) {
                case OPTIONS -> wrong.toString();
                case EXCEPTION -> {
                  try {
                    yield other.limits().toString();
                  } catch (IllegalArgumentException e) {
                    yield String.valueOf(e.getMessage());
                  }
                }
              })
          .isNotEmpty()
          .doesNotContain("ret");
    }
  }

  enum Leak {
    OPTIONS,
    EXCEPTION
  }

  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
