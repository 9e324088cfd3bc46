package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.persistence.ids.RandomIds;
import io.piecemeal.adapters.persistence.postgres.PostgresPersistence;
import io.piecemeal.adapters.s3.ObjectNames;
import io.piecemeal.adapters.s3.S3ChunkStore;
import io.piecemeal.adapters.s3.S3Location;
import io.piecemeal.application.object.LeasedNames;
import io.piecemeal.application.port.in.CollectOrphans.Collected;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.upkeep.TendNamesService;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StoreName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What processes left in a bucket is found without going through it. How many there are is told by
 * the property {@code writers}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashedWritersTest {

  private static final String BUCKET = "chunks";
  private static final String ID = "AKIDTEST";
  private static final String SECRET = "not-a-secret";
  private static final int WRITERS = Integer.getInteger("writers", 100);
  private static final int ORPHANS = 3;

  /** The least that is leased. */
  private static final int NAMES = 4;

  private final Path noDirectory = TestService.newDataDirectory().resolve("none");
  private final Sql database = Sql.newDatabase();
  private final CountingObjects objects = new CountingObjects(new TransientNio2BlobStore());
  private final Ids ids = new RandomIds(new SecureRandom());
  private S3Proxy store;

  @BeforeAll
  void startTheStore() throws Exception {
    objects.createContainer(BUCKET);
    store =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ID, SECRET)
            .build();
    store.start();
    System.setProperty("aws.accessKeyId", ID);
    System.setProperty("aws.secretAccessKey", SECRET);
  }

  @AfterAll
  void stopTheStore() throws Exception {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    store.stop();
  }

  @Test
  void asManyQuestionsAreAskedAsNamesWereUnderWayAndNoList() throws IOException {
    try (InProcessService node =
        InProcessService.start(
            List.of(
                "--port=0",
                "--inline-chunk=0",
                "--collect-interval=0s",
                // It would read the file, and be counted.
                "--scrub-rate=0",
                "--data-dir=" + noDirectory,
                "--chunk-store=s3://" + BUCKET + "/p",
                "--s3-endpoint=http://127.0.0.1:" + store.getPort(),
                "--s3-path-style=true",
                "--database-url=" + database.jdbcUrl()),
            database.environment(TestService.KEYS))) {
      Caller alice = new Caller(node.port(), TestService.ALICE);
      String file = alice.openWith(Bytes.utf8("acknowledged"));
      database.update("ALTER TABLE writer_lease ADD is_of_node boolean");
      database.update("UPDATE writer_lease SET is_of_node = true");
      PostgresPersistence ledger = node.bean(PostgresPersistence.class);
      CrashedOnes crashed = new CrashedOnes(ledger);
      try (S3ChunkStore chunks = new S3ChunkStore(location(), crashed, new ByteCount(64L << 20))) {
        for (int i = 0; i < WRITERS; i++) {
          LeasedNames names = crashed.newOne();
          // What the ledger knows is not looked at.
          ledger.resolver().resolve(write(chunks));
          tend(names, node, ledger, chunks).beat();
          for (int orphan = 0; orphan < ORPHANS; orphan++) {
            write(chunks);
          }
        }
        database.update(
            "UPDATE writer_lease SET renewed_at = renewed_at - interval '45 minutes'"
                + " WHERE is_of_node IS NULL");
        objects.lists.set(0);
        objects.heads.set(0);
        objects.gets.set(0);

        TendNamesService tend = tend(crashed.newOne(), node, ledger, chunks);
        Collected collected = tend.collect().orElseThrow();

        assertThat(collected.removed().objects()).isEqualTo((long) WRITERS * ORPHANS);
        assertThat(objects.heads.get()).isBetween(WRITERS * ORPHANS, WRITERS * NAMES);
        assertThat(objects.gets).hasValue(0);
        assertThat(objects.lists).hasValue(0);
        assertThat(alice.bytes(file)).asString().isEqualTo("acknowledged");
        assertThat(tend.collect()).contains(Collected.NOTHING);
      }
    }
  }

  private S3Location location() {
    return S3Location.of(
        URI.create("s3://" + BUCKET + "/p"),
        Optional.of(URI.create("http://127.0.0.1:" + store.getPort())),
        Optional.empty(),
        true);
  }

  private TendNamesService tend(
      LeasedNames names, InProcessService node, PostgresPersistence ledger, S3ChunkStore chunks) {
    return new TendNamesService(
        names,
        ledger.writerLeases(),
        chunks.named(),
        ledger.orphans(),
        chunks,
        node.bean(WatchHighWater.class),
        new TendNamesService.Policy(
            Duration.ofHours(1),
            Duration.ofMinutes(30),
            Duration.ofMinutes(15),
            Duration.ofDays(7),
            20,
            1000));
  }

  private static ObjectKey write(S3ChunkStore chunks) throws IOException {
    try (StagedObject staged = chunks.begin(new Shard(1), new ByteCount(10))) {
      staged.sink().write(1);
      return staged.keep();
    }
  }

  /** Processes that end one after the other without a word. */
  private final class CrashedOnes implements ObjectNames {

    private final PostgresPersistence ledger;
    private LeasedNames names;

    CrashedOnes(PostgresPersistence ledger) {
      this.ledger = ledger;
      names = newOne();
    }

    LeasedNames newOne() {
      names = new LeasedNames(ledger.writerLeases(), ids, System::nanoTime);
      return names;
    }

    @Override
    public StoreName next() {
      return names.next();
    }

    @Override
    public void begun(StoreName name, String upload) {
      names.begun(name, upload);
    }

    @Override
    public void kept(StoreName name, List<ObjectKey> keys) {
      names.kept(name, keys);
    }

    @Override
    public void left(StoreName name) {
      names.left(name);
    }
  }
}
