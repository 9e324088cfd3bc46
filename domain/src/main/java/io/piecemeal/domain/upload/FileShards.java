package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Shard;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The shards in which the files of one owner are: {@value #COUNT} of all, so that what is about all
 * of an owner's files has so many places to ask and no more. They lie at equal distances; the owner
 * gives the lower 8 bits of their numbers, a file the upper 4.
 *
 * <p>A ledger keeps the answer to a request in the shard that {@link #of} gives, so what this class
 * reckons must never change.
 */
public record FileShards(Owner owner) {

  public static final int COUNT = 16;

  private static final int DISTANCE = Shard.COUNT / COUNT;

  /** Where a ledger keeps what there is once for an owner. */
  public Shard home() {
    return nth(0);
  }

  /** The shard of the file that a request makes, whichever attempt makes it. */
  public Shard of(IdempotencyKey key) {
    return nth((int) (crc32(key.value()) % COUNT));
  }

  /** The id with the same other bits in one of the shards, which these bits choose. */
  public FileId place(FileId random) {
    return random.in(nth(random.shard().number() / DISTANCE));
  }

  private Shard nth(int n) {
    return new Shard(n * DISTANCE + (int) (crc32(owner.value()) % DISTANCE));
  }

  private static long crc32(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
