package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;

/** Stores with a prefix of their own in the bucket of {@link LocalS3}. */
final class S3Fixture implements AutoCloseable {

  static final ByteCount MEMORY = new ByteCount(64L << 20);

  final FaultyTransport transport = new FaultyTransport();
  final S3Location location =
      new S3Location(
          LocalS3.BUCKET,
          "some/" + UUID.randomUUID(),
          Optional.of(LocalS3.endpoint()),
          Optional.empty(),
          true);
  private final List<Runnable> opened = new ArrayList<>();

  S3ChunkStore node() {
    return node(transport, new Patience());
  }

  S3ChunkStore node(FaultyTransport transport, Patience patience) {
    S3ChunkStore store = new S3ChunkStore(bucket(transport, patience), MEMORY);
    opened.add(store::close);
    return store;
  }

  Bucket bucket() {
    Bucket bucket = bucket(transport, new Patience());
    opened.add(bucket::close);
    return bucket;
  }

  private Bucket bucket(FaultyTransport transport, Patience patience) {
    return new Bucket(location, S3Clients.of(location, LocalS3.CREDENTIALS, transport), patience);
  }

  static Patience inAHurry() {
    return new Patience(Duration.ofSeconds(2), System::nanoTime);
  }

  /** After the store refused an object for want of room. */
  S3ChunkStore full() {
    FaultyTransport narrow = new FaultyTransport();
    S3ChunkStore store = node(narrow, new Patience());
    narrow.fail(FaultyTransport.any(), FaultyTransport.answer(403, "QuotaExceeded"));
    assertThatThrownBy(() -> ObjectWriting.write(store, sink -> sink.write(1)))
        .isInstanceOf(StorageFailure.NoSpace.class);
    return store;
  }

  /** Objects, parts of objects, and answers that nobody has read. */
  List<String> leftovers() {
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
