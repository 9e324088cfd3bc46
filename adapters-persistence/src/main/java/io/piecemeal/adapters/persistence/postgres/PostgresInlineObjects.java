package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.ObjectKey;
import java.util.Collection;
import java.util.List;

/** Reads bytes from the rows of chunks. A dead row has them as well. */
record PostgresInlineObjects(Database database) implements InlineObjects {

  static final String READ =
      """
      SELECT chunk.object_key, chunk.bytes FROM unnest(?, ?) AS asked (shard, object_key)
      JOIN chunk ON chunk.shard = asked.shard AND chunk.object_key = asked.object_key
      WHERE chunk.bytes IS NOT NULL
      """;

  @Override
  public List<InlineObject> read(Collection<ObjectKey> keys) {
    return database.ask(
        "read %d objects".formatted(keys.size()),
        READ,
        parameters -> parameters.keys(keys),
        row -> new InlineObject(row.key("object_key"), row.content("bytes")));
  }
}
