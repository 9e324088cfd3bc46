package io.piecemeal.adapters.s3;

import io.piecemeal.testkit.StagingContract;
import io.piecemeal.testkit.StoreFixture;
import org.junit.jupiter.api.AutoClose;

final class S3StagingTest extends StagingContract {

  @AutoClose private final S3Fixture fixture = new S3Fixture();

  @Override
  protected StoreFixture emptyStore() {
    return fixture;
  }
}
