package io.piecemeal.domain.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Crc32c;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chunks, their objects, ranges and checksums. */
final class ChunkTest {

  private static final Sha256 DIGEST = Sha256.of(new byte[32]);
  private static final ChunkObject OBJECT = object(7, 1, Optional.of(DIGEST));

  private static ChunkObject object(long length, int crc, Optional<Sha256> sha256) {
    return new ChunkObject(
        new ObjectKey(new UUID(length, crc)), new ByteCount(length), new Crc32c(crc), sha256);
  }

  @Test
  void aChunkIsItsObjectAtAnOffset() {
    Chunk chunk = new Chunk(new ByteCount(5), OBJECT, Chunk.Home.STORE, Instant.EPOCH);

    assertThat(chunk.key()).isEqualTo(OBJECT.key());
    assertThat(chunk.length()).isEqualTo(new ByteCount(7));
    assertThat(chunk.sha256()).contains(DIGEST);
    assertThat(chunk.end()).isEqualTo(new ByteCount(12));
  }

  @ParameterizedTest
  @CsvSource({"7,1,true", "7,2,false", "8,1,false", "8,2,false"})
  void anObjectMayHoldTheBytesIfLengthAndChecksumAreTheSame(
      long length, int crc, boolean expected) {
    assertThat(OBJECT.mayHold(new ByteCount(length), new Crc32c(crc))).isEqualTo(expected);
  }

  @Test
  void aRangeEndsBehindItsLastByte() {
    assertThat(new ByteRange(new ByteCount(5), new ByteCount(7)).end())
        .isEqualTo(new ByteCount(12));
    assertThat(new ByteRange(new ByteCount(5), ByteCount.ZERO).end()).isEqualTo(new ByteCount(5));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new ByteRange(new ByteCount(Long.MAX_VALUE), new ByteCount(1)).end());
  }

  @ParameterizedTest
  @CsvSource({"0,00000000", "-1,ffffffff", "255,000000ff", "-478003237,e3823fdb"})
  void aChecksumIsEightHexDigits(int value, String hex) {
    assertThat(new Crc32c(value).hex()).isEqualTo(hex);
    assertThat(new Crc32c(value)).hasToString(hex);
  }

  @ParameterizedTest
  @CsvSource({"false,false,false", "true,false,true", "false,true,true", "true,true,true"})
  void aFileOfWhichSomethingWasDeclaredIsHidden(boolean size, boolean digest, boolean hidden) {
    Declaration declared =
        new Declaration(
            Optional.of(ByteCount.ZERO).filter(any -> size),
            Optional.of(DIGEST).filter(any -> digest));

    assertThat(declared.hidesContentUntilComplete()).isEqualTo(hidden);
  }

  @Test
  void theDefaultsDemandNothing() {
    assertThat(Declaration.NONE.hidesContentUntilComplete()).isFalse();
    assertThat(ChunkTerms.NONE)
        .isEqualTo(
            new ChunkTerms(Optional.empty(), Optional.empty(), ChunkPosition.MORE_MAY_FOLLOW));
  }

  @Test
  void theDefaultLimitsAreThoseOfTheContract() {
    assertThat(Limits.DEFAULT.chunk()).hasToString("5242880");
    assertThat(Limits.DEFAULT.session()).hasToString("5368709120");
    assertThat(Limits.DEFAULT.direct()).hasToString("209715200");
  }
}
