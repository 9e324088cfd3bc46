package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/**
 * The table {@code api_key}; Micronaut makes the bean. Lists everywhere: what {@code RETURNING}
 * gives is not always mapped to an {@code Optional} as it should be.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ApiKeyRows extends GenericRepository<ApiKeyRow, String> {

  @Query(
      """
      INSERT INTO api_key (key_id, owner, token_hash, created_at)
      VALUES (:keyId, :owner, :tokenHash, now())
      RETURNING key_id, owner, token_hash, created_at, revoked_at
      """)
  List<ApiKeyRow> insert(String keyId, String owner, String tokenHash);

  @Query(
      """
      SELECT key_id, owner, token_hash, created_at, revoked_at FROM api_key WHERE key_id = :keyId
      """)
  List<ApiKeyRow> find(String keyId);

  @Query(
      """
      SELECT key_id, owner, token_hash, created_at, revoked_at FROM api_key
      ORDER BY created_at, key_id
      """)
  List<ApiKeyRow> list();

  @Query(
      """
      UPDATE api_key SET revoked_at = coalesce(revoked_at, now()) WHERE key_id = :keyId
      RETURNING key_id, owner, token_hash, created_at, revoked_at
      """)
  List<ApiKeyRow> revoke(String keyId);
}
