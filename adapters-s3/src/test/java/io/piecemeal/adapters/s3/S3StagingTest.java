package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.testkit.StagingContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

final class S3StagingTest extends StagingContract {

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
}
