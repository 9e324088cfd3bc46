/**
 * What Piecemeal keeps: the ledger and the API keys in PostgreSQL ({@code postgres}), the bytes of
 * chunks on disk ({@code disk}), and the names of both ({@code ids}).
 *
 * <p>Three entries, each made with its collaborators: {@link
 * io.piecemeal.adapters.persistence.postgres.PostgresPersistence} gives all ports that PostgreSQL
 * serves, {@link io.piecemeal.adapters.persistence.disk.DiskChunkStore} the store, {@link
 * io.piecemeal.adapters.persistence.ids.RandomIds} the names.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.persistence;
