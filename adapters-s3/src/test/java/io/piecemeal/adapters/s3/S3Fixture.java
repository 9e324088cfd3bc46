package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.StoreFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.S3Client;

/** Stores with a prefix of their own in the bucket of {@link LocalS3}. */
final class S3Fixture implements StoreFixture, AutoCloseable {

  static final ByteCount MEMORY = new ByteCount(64L << 20);

  final FaultyTransport transport = new FaultyTransport();
  final S3Location location =
      new S3Location(
          LocalS3.BUCKET,
          "some/" + UUID.randomUUID(),
          Optional.of(LocalS3.endpoint()),
          Optional.empty(),
          true);
  final TestNames names = new TestNames();
  private final List<Runnable> opened = new ArrayList<>();

  S3ChunkStore node() {
    return node(transport, new Patience());
  }

  S3ChunkStore node(FaultyTransport transport, Patience patience) {
    S3ChunkStore store = new S3ChunkStore(bucket(transport, patience), names, MEMORY);
    opened.add(store::close);
    return store;
  }

  Bucket bucket() {
    return bucket(new Patience());
  }

  Bucket bucket(Patience patience) {
    Bucket bucket = bucket(transport, patience);
    opened.add(bucket::close);
    return bucket;
  }

  private Bucket bucket(FaultyTransport transport, Patience patience) {
    return new Bucket(location, S3Clients.of(location, LocalS3.CREDENTIALS, transport), patience);
  }

  static Patience inAHurry() {
    return new Patience(Duration.ofSeconds(2), System::nanoTime);
  }

  @Override
  public S3ChunkStore store() {
    return node();
  }

  @Override
  public ChunkStore secondNode() {
    return node();
  }

  @Override
  public Optional<ChunkStore> reopened() {
    close();
    opened.clear();
    return Optional.of(node());
  }

  @Override
  public Optional<ChunkStore> full() {
    return Optional.of(fullNode());
  }

  @Override
  public Optional<Breakable> failingRemoval() {
    FaultyTransport broken = new FaultyTransport();
    return Optional.of(
        new Breakable(
            node(broken, inAHurry()),
            () ->
                broken.fail(
                    FaultyTransport.of(SdkHttpMethod.DELETE),
                    FaultyTransport.answer(403, "AccessDenied")),
            broken::heal));
  }

  @Override
  public Optional<Breakable> silent() {
    CountDownLatch silence = new CountDownLatch(1);
    FaultyTransport silent = new FaultyTransport();
    FaultyTransport.Fault nothing =
        request -> {
          try {
            silence.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return request.call();
        };
    return Optional.of(
        new Breakable(
            node(silent, inAHurry()),
            () -> silent.fail(FaultyTransport.any(), nothing),
            () -> {
              silent.heal();
              silence.countDown();
            }));
  }

  /** After the store refused an object for want of room. */
  S3ChunkStore fullNode() {
    FaultyTransport narrow = new FaultyTransport();
    S3ChunkStore store = node(narrow, new Patience());
    narrow.fail(FaultyTransport.any(), FaultyTransport.answer(403, "QuotaExceeded"));
    assertThatThrownBy(() -> ObjectWriting.write(store, sink -> sink.write(1)))
        .isInstanceOf(StorageFailure.NoSpace.class);
    return store;
  }

  /** Objects, parts of objects, and answers that nobody has read. */
  @Override
  public List<String> leftovers() {
    List<String> found = new ArrayList<>();
    try (S3Clients clients = S3Clients.of(location, LocalS3.CREDENTIALS)) {
      S3Client client = clients.again();
      client
          .listObjectsV2Paginator(list -> list.bucket(location.bucket()).prefix(location.name("")))
          .contents()
          .forEach(object -> found.add(object.key() + " " + object.size()));
      client.listMultipartUploads(list -> list.bucket(location.bucket())).uploads().stream()
          .filter(upload -> upload.key().startsWith(location.prefix()))
          .forEach(upload -> found.add("parts of " + upload.key()));
    }
    for (int i = 0; i < transport.openBodies(); i++) {
      found.add("an answer that is not read");
    }
    return found;
  }

  @Override
  public void close() {
    opened.forEach(Runnable::run);
  }
}
