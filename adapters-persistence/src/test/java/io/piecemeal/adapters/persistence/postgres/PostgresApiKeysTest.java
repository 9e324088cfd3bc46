package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.testkit.ApiKeysContract;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;

final class PostgresApiKeysTest extends ApiKeysContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @Override
  protected ApiKeys noKeys() {
    return new PostgresApiKeys(POSTGRES.emptied().database(), POSTGRES.bean(ApiKeyRows.class));
  }

  @Override
  protected Optional<ApiKeys> reopened() {
    return Optional.of(POSTGRES.secondNode().persistence().apiKeys());
  }

  @Override
  protected Optional<ApiKeys> unreachable() {
    return Optional.of(POSTGRES.outOfReach().persistence().apiKeys());
  }
}
