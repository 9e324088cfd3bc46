package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.testkit.StoreHealthContract;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

final class S3StoreHealthTest extends StoreHealthContract {

  private final S3Fixture fixture = new S3Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  protected StoreHealth healthy() {
    return fixture.node();
  }

  @Override
  protected StoreHealth full() {
    return fixture.full();
  }

  @Override
  protected @Nullable StoreHealth readOnly() {
    return null;
  }

  @Override
  protected List<String> leftovers() {
    return fixture.leftovers();
  }
}
