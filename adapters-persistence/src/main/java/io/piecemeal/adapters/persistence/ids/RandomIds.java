package io.piecemeal.adapters.persistence.ids;

import io.piecemeal.application.port.out.Ids;
import io.piecemeal.domain.ApiToken;
import io.piecemeal.domain.FileId;
import io.piecemeal.domain.KeyId;
import io.piecemeal.domain.ObjectKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;

/** Names from a cryptographic generator. Safe for use by several threads. */
public final class RandomIds implements Ids {

  private static final int KEY_ID_BYTES = 8;

  private final InstantSource clock;
  private final SecureRandom random;

  public RandomIds(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public FileId nextFileId() {
    return FileId.ofRandom(bytes(FileId.RANDOM_BYTES));
  }

  /**
   * A UUID of version 7 (RFC 9562): 48 bits of time in milliseconds, so that keys made about the
   * same time lie together in the database's index, and 74 random bits, which alone make it unique:
   * a clock that is set back does no harm.
   */
  @Override
  public ObjectKey nextObjectKey() {
    long high = (clock.millis() << 16) | 0x7000L | random.nextInt(1 << 12);
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new ObjectKey(new UUID(high, low));
  }

  @Override
  public ApiToken nextToken() {
    KeyId id = new KeyId(HexFormat.of().formatHex(bytes(KEY_ID_BYTES)));
    return ApiToken.of(id, bytes(ApiToken.SECRET_BYTES));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
