package io.piecemeal.adapters.s3;

import io.piecemeal.testkit.StagingContract;
import io.piecemeal.testkit.StoreFixture;
import org.junit.jupiter.api.AfterEach;

final class S3StagingTest extends StagingContract {

  private final S3Fixture fixture = new S3Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  protected StoreFixture emptyStore() {
    return fixture;
  }
}
