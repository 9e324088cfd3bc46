package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.testkit.ChunkStoreContract;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/** Nothing makes such a store read-only: it has no sync that could fail. */
final class S3ChunkStoreTest extends ChunkStoreContract {

  private final S3Fixture fixture = new S3Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  protected ChunkStore newStore() {
    return fixture.node();
  }

  @Override
  protected ChunkStore secondNode() {
    return fixture.node();
  }

  @Override
  protected List<String> leftovers() {
    return fixture.leftovers();
  }

  @Override
  protected ChunkStore full() {
    return fixture.full();
  }

  @Override
  protected Optional<SilentStore> silentStore() {
    CountDownLatch silence = new CountDownLatch(1);
    FaultyTransport silent = new FaultyTransport();
    silent.fail(
        FaultyTransport.any(),
        request -> {
          try {
            silence.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return request.call();
        });
    return Optional.of(
        new SilentStore(fixture.node(silent, S3Fixture.inAHurry()), silence::countDown));
  }
}
