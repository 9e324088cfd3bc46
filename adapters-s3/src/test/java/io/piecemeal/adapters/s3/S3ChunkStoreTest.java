package io.piecemeal.adapters.s3;

import io.piecemeal.testkit.ChunkStoreContract;
import io.piecemeal.testkit.StoreFixture;
import org.junit.jupiter.api.AutoClose;

/** Nothing makes such a store read-only: it has no sync that could fail. */
final class S3ChunkStoreTest extends ChunkStoreContract {

  @AutoClose private final S3Fixture fixture = new S3Fixture();

  @Override
  protected StoreFixture emptyStore() {
    return fixture;
  }
}
