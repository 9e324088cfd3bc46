package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Crc32c;
import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The parameters of a statement, set one after the other in the order of their question marks. */
final class Parameters {

  private final PreparedStatement statement;
  private int index;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  Parameters text(String value) throws SQLException {
    statement.setString(++index, value);
    return this;
  }

  Parameters number(int value) throws SQLException {
    statement.setInt(++index, value);
    return this;
  }

  Parameters number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  Parameters flag(boolean value) throws SQLException {
    statement.setBoolean(++index, value);
    return this;
  }

  /** Shard and id. */
  Parameters file(FileId file) throws SQLException {
    return shard(file.shard()).text(file.value());
  }

  Parameters shard(Shard shard) throws SQLException {
    statement.setShort(++index, (short) shard.number());
    return this;
  }

  /** An array of shards. */
  Parameters shards(Stream<Shard> shards) throws SQLException {
    return array("smallint", shards.map(Shard::number).toArray());
  }

  Parameters owner(Owner owner) throws SQLException {
    return text(owner.value());
  }

  Parameters bytes(ByteCount count) throws SQLException {
    return number(count.value());
  }

  Parameters bytes(Optional<ByteCount> count) throws SQLException {
    if (count.isPresent()) {
      return bytes(count.get());
    }
    statement.setNull(++index, Types.BIGINT);
    return this;
  }

  /** What {@link FileRow#AS_SEEN} takes. */
  Parameters asSeen(StoredFile file) throws SQLException {
    return bytes(file.size()).number(file.revision()).bytes(file.declared().size());
  }

  /** Without its shard. */
  Parameters key(ObjectKey key) throws SQLException {
    statement.setObject(++index, key.value());
    return this;
  }

  /** An array of shards, and one of keys. */
  Parameters keys(Collection<ObjectKey> keys) throws SQLException {
    return shards(keys.stream().map(ObjectKey::shard))
        .array("uuid", keys.stream().map(ObjectKey::value).toArray());
  }

  Parameters crc32c(Crc32c crc32c) throws SQLException {
    return number(crc32c.value());
  }

  Parameters digest(Sha256 digest) throws SQLException {
    statement.setBytes(++index, digest.bytes());
    return this;
  }

  Parameters digest(Optional<Sha256> digest) throws SQLException {
    if (digest.isPresent()) {
      return digest(digest.get());
    }
    statement.setNull(++index, Types.BINARY);
    return this;
  }

  Parameters content(Optional<InlineObject> object) throws SQLException {
    if (object.isPresent()) {
      statement.setBytes(++index, object.get().bytes());
    } else {
      statement.setNull(++index, Types.BINARY);
    }
    return this;
  }

  /**
   * Sets five parameters: the dialect of the metadata, its text, whether the file is a part, the
   * file that it is a part of, and whether it is never rewound.
   */
  Parameters terms(SessionTerms terms) throws SQLException {
    RoleInDialect told = RoleInDialect.of(terms);
    optionalText(told.dialect()).optionalText(told.text());
    Optional<FileId> whole =
        switch (terms.role()) {
          case Role.Part part -> part.of();
          case Role.Whole _, Role.OfParts _ -> Optional.empty();
        };
    return flag(terms.isPart())
        .optionalText(whole.map(FileId::value))
        .flag(terms.rewinds() == SessionTerms.Rewinds.NEVER);
  }

  Parameters optionalText(Optional<String> value) throws SQLException {
    if (value.isPresent()) {
      return text(value.get());
    }
    statement.setNull(++index, Types.VARCHAR);
    return this;
  }

  /** An array of contents, with NULL where there is none. */
  Parameters contents(Stream<Optional<InlineObject>> objects) throws SQLException {
    byte[][] values =
        objects.map(object -> object.map(InlineObject::bytes).orElse(null)).toArray(byte[][]::new);
    return array("bytea", values);
  }

  /** Key, length, CRC and digest. */
  Parameters object(ChunkObject object) throws SQLException {
    return key(object.key()).bytes(object.length()).crc32c(object.crc32c()).digest(object.sha256());
  }

  /** NULL of a type that the statement tells. */
  Parameters absent() throws SQLException {
    statement.setNull(++index, Types.NULL);
    return this;
  }

  Parameters instant(Instant instant) throws SQLException {
    statement.setObject(++index, instant.atOffset(ZoneOffset.UTC));
    return this;
  }

  /** In microseconds, as {@link Times#INTERVAL} takes it. */
  Parameters duration(Duration duration) throws SQLException {
    return number(micros(duration));
  }

  private static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }

  /** An array of durations, in microseconds. */
  Parameters durations(Stream<Duration> durations) throws SQLException {
    return array("bigint", durations.map(Parameters::micros).toArray());
  }

  /** Both durations, as {@link Times#expiry} takes them. */
  Parameters retention(Retention retention) throws SQLException {
    return duration(retention.sinceLastChunk()).duration(retention.sinceCreation());
  }

  /**
   * An array of values that the driver knows how to write.
   *
   * @param type the name of the elements' type in SQL
   */
  Parameters array(String type, Object[] values) throws SQLException {
    statement.setArray(++index, statement.getConnection().createArrayOf(type, values));
    return this;
  }
}
