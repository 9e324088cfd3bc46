package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.PatternedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What stores do that are busy, far away, or set up otherwise. */
final class S3FaultsTest {

  private static final Logger LOG = System.getLogger(S3FaultsTest.class.getName());
  private static final int LENGTH = 300_000;

  @AutoClose private final S3Fixture fixture = new S3Fixture();
  private final FaultyTransport transport = fixture.transport;
  private final S3ChunkStore store = fixture.node();

  @Test
  void aReadThatBreaksOffGoesOnWhereItBrokeOff() throws IOException {
    ObjectKey key = written(LENGTH);
    transport.takeRequests();
    transport.fail(
        FaultyTransport.of(SdkHttpMethod.GET), 2, FaultyTransport.brokenOffAfter(70_001));

    assertThat(read(key, LENGTH)).isEqualTo(PatternedInputStream.bytes(LENGTH));
    assertThat(transport.takeRequests()).hasSize(3);
    assertThat(transport.openBodies()).isZero();
  }

  @Test
  void aReadThatBreaksOffAgainAndAgainIsUnavailable() throws IOException {
    ObjectKey key = written(LENGTH);
    transport.fail(FaultyTransport.of(SdkHttpMethod.GET), FaultyTransport.brokenOffAfter(0));

    assertThatThrownBy(() -> read(key, LENGTH)).isInstanceOf(StorageFailure.Unavailable.class);
    assertThat(transport.openBodies()).isZero();
  }

  @Test
  void anObjectThatGoesWhileItIsReadIsDamageWhenItIsAskedForAgain() throws IOException {
    ObjectKey key = written(LENGTH);
    transport.fail(
        FaultyTransport.of(SdkHttpMethod.GET), 1, FaultyTransport.brokenOffAfter(70_001));
    try (InputStream in = Channels.newInputStream(store.open(key, range(LENGTH)))) {
      store.delete(List.of(key));

      assertThatThrownBy(in::readAllBytes).isInstanceOf(StorageFailure.Damaged.class);
    }
  }

  @Test
  void aStoreThatKnowsNoRangesIsNotBelieved() throws IOException {
    ObjectKey key = written(LENGTH);
    transport.fail(FaultyTransport.of(SdkHttpMethod.GET), FaultyTransport.withoutRange());

    assertThatThrownBy(() -> store.open(key, new ByteRange(new ByteCount(1), new ByteCount(2))))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThat(transport.openBodies()).isZero();
  }

  @Test
  void aPutWhoseAnswerIsLostIsNotSentAgainAndIsAnOrphan() throws IOException {
    transport.fail(FaultyTransport.of(SdkHttpMethod.PUT), 1, FaultyTransport.answerLost());

    assertThatThrownBy(() -> written(LENGTH)).isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(transport.takeRequests()).hasSize(1);
    assertThat(store.inventory().list(Cursor.START, Duration.ZERO, 10).objects()).hasSize(1);
    ObjectKey second = written(LENGTH);
    assertThat(read(second, LENGTH)).isEqualTo(PatternedInputStream.bytes(LENGTH));
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalError",
    "403, AccessDenied",
    "403, RequestTimeTooSkewed",
    "404, NoSuchBucket",
    "400, ExpiredToken"
  })
  void whatAStoreRefusesIsUnavailable(int status, String code) throws IOException {
    ObjectKey key = written(LENGTH);
    transport.takeRequests();
    transport.fail(FaultyTransport.any(), FaultyTransport.answer(status, code));

    assertThatThrownBy(() -> written(10)).isInstanceOf(StorageFailure.Unavailable.class);
    assertThat(transport.takeRequests()).as("requests for one put").hasSize(1);
    assertUnavailable(() -> read(key, LENGTH));
    assertUnavailable(() -> store.delete(List.of(key)));
    assertUnavailable(() -> store.delete(List.of(key, key)));
    assertUnavailable(store::probe);
    assertUnavailable(() -> store.mark().read());
    assertUnavailable(() -> store.inventory().list(Cursor.START, Duration.ZERO, 1));
    assertThat(transport.openBodies()).isZero();

    transport.heal();
    assertThat(read(key, LENGTH)).isEqualTo(PatternedInputStream.bytes(LENGTH));
  }

  @Test
  void aStoreThatIsBusyIsNotAskedAgainForAPut() {
    transport.fail(FaultyTransport.any(), FaultyTransport.answer(503, "SlowDown"));

    assertUnavailable(() -> written(10));
    assertUnavailable(() -> written(LENGTH));
    assertThat(transport.takeRequests()).hasSize(2);
  }

  @Test
  void aStoreThatIsBusyForAMomentIsAskedAgainForWhatMayBeAskedTwice() throws IOException {
    ObjectKey key = written(LENGTH);
    transport.fail(FaultyTransport.any(), 1, FaultyTransport.answer(503, "SlowDown"));

    assertThat(read(key, LENGTH)).isEqualTo(PatternedInputStream.bytes(LENGTH));
  }

  @Test
  void clocksThatDifferAreNamedAsTheCause() {
    transport.fail(FaultyTransport.any(), FaultyTransport.answer(403, "RequestTimeTooSkewed"));

    assertThatThrownBy(() -> written(10)).hasMessageContaining("clocks");
  }

  @ParameterizedTest
  @CsvSource({"507, InsufficientStorage", "403, QuotaExceeded"})
  void aStoreThatIsFullIsFullUntilItTakesAnObject(int status, String code) {
    transport.fail(FaultyTransport.of(SdkHttpMethod.PUT), 1, FaultyTransport.answer(status, code));

    assertThatThrownBy(() -> written(LENGTH)).isInstanceOf(StorageFailure.NoSpace.class);
    assertThatThrownBy(store::requireRoom).isInstanceOf(StorageFailure.NoSpace.class);
    store.probe();
    store.requireRoom();
  }

  @Test
  void aWrongSecretIsUnavailable() {
    AwsCredentialsProvider wrong = LocalS3.credentials("other");
    try (S3ChunkStore refused = store(fixture.location, wrong)) {
      assertUnavailable(refused::probe);
    }
  }

  @Test
  void aStoreThatDeletesOnlyOneByOneIsAskedSo() throws IOException {
    List<ObjectKey> keys = List.of(written(10), written(20), written(LENGTH));
    transport.fail(
        FaultyTransport.of(SdkHttpMethod.POST), FaultyTransport.answer(501, "NotImplemented"));

    store.delete(keys);

    assertThat(fixture.leftovers()).isEmpty();
  }

  @Test
  void manyAreDeletedWithOneRequest() throws IOException {
    List<ObjectKey> keys = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      keys.add(written(1));
    }
    transport.takeRequests();

    store.delete(keys);

    assertThat(transport.takeRequests()).hasSize(1);
  }

  @Test
  void aProbeThatPassedStandsForSomeSecondsAndOneThatFailedDoesNot() {
    transport.fail(FaultyTransport.any(), FaultyTransport.answer(503, "SlowDown"));
    assertUnavailable(store::probe);
    transport.heal();
    transport.takeRequests();

    store.probe();
    store.probe();

    assertThat(transport.takeRequests()).hasSize(3);
  }

  /** A real connection on which nothing comes back. */
  @Test
  void aServerThatNeverAnswersIsUnavailableInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        S3ChunkStore waiting = store(at(silent.getLocalPort()), LocalS3.CREDENTIALS)) {
      long start = System.nanoTime();

      Throwable failure = catchThrowable(waiting::probe);

      assertThat(failure).isInstanceOf(StorageFailure.Unavailable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
    }
  }

  /** The HTTP client below the SDK has retries of its own, which are off. */
  @Test
  void aPutWhoseConnectionBreaksIsSentOnce() throws Exception {
    try (ServerSocket breaking = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        S3ChunkStore broken = store(at(breaking.getLocalPort()), LocalS3.CREDENTIALS)) {
      AtomicInteger requests = new AtomicInteger();
      Thread.ofVirtual().start(() -> breakOff(breaking, requests));

      assertUnavailable(() -> ObjectWriting.write(broken, sink -> sink.write(new byte[LENGTH])));
      assertUnavailable(() -> ObjectWriting.write(broken, sink -> sink.write(1)));

      assertThat(requests).hasValue(2);
    }
  }

  private static void breakOff(ServerSocket server, AtomicInteger requests) {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        if (connection.getInputStream().read() >= 0) {
          requests.incrementAndGet();
        }
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "the server was closed", e);
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    try (S3ChunkStore lost = store(at(port), LocalS3.CREDENTIALS)) {
      assertUnavailable(lost::probe);
      assertUnavailable(() -> ObjectWriting.write(lost, sink -> sink.write(1)));
    }
  }

  private static S3ChunkStore store(S3Location location, AwsCredentialsProvider credentials) {
    Bucket bucket = new Bucket(location, S3Clients.of(location, credentials), S3Fixture.inAHurry());
    return new S3ChunkStore(bucket, new TestNames(), S3Fixture.MEMORY);
  }

  private static S3Location at(int port) {
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    return new S3Location("bucket", "", Optional.of(endpoint), Optional.empty(), true);
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(StorageFailure.Unavailable.class)
        .cause()
        .isInstanceOfAny(S3Exception.class, SdkClientException.class);
  }

  private ObjectKey written(int length) throws IOException {
    return ObjectWriting.write(store, sink -> new PatternedInputStream(length).transferTo(sink));
  }

  private byte[] read(ObjectKey key, int length) throws IOException {
    try (InputStream in = Channels.newInputStream(store.open(key, range(length)))) {
      return in.readAllBytes();
    }
  }

  private static ByteRange range(int length) {
    return new ByteRange(ByteCount.ZERO, new ByteCount(length));
  }
}
