/**
 * The ledger and the API keys in PostgreSQL. {@link
 * io.piecemeal.adapters.persistence.postgres.PostgresPersistence} is the way in; the schema comes
 * with the Flyway migrations in {@code db/migration}.
 *
 * <p>A statement of the ledger runs by itself in autocommit mode wherever one statement can do the
 * step; no connection is held longer than a statement, or than the one short transaction that
 * retires keys.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.persistence.postgres;
