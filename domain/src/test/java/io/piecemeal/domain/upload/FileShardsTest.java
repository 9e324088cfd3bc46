package io.piecemeal.domain.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Shard;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The numbers were reckoned with Python's zlib.crc32. */
final class FileShardsTest {

  private static final FileShards ALICE = new FileShards(new Owner("alice"));

  @Test
  void theFirstShardIsTheHomeOfTheOwner() {
    assertThat(ALICE.home()).isEqualTo(new Shard(71));
  }

  @Test
  void aRequestHasItsShardWhoeverReckons() {
    assertThat(ALICE.of(new IdempotencyKey("key"))).isEqualTo(new Shard(2375));
    assertThat(ALICE.of(new IdempotencyKey("other"))).isEqualTo(new Shard(71));
  }

  @Test
  void theFilesOfAnOwnerAreInAllOf16ShardsAtEqualDistances() {
    Set<Shard> expected =
        IntStream.range(0, 16).mapToObj(n -> new Shard(n * 256 + 71)).collect(Collectors.toSet());

    assertThat(placed().map(FileId::shard).collect(Collectors.toSet())).isEqualTo(expected);
  }

  @Test
  void ownersHaveShardsOfTheirOwn() {
    Set<Shard> homes =
        IntStream.range(0, 10_000)
            .mapToObj(n -> new FileShards(new Owner("agent-" + n)).home())
            .collect(Collectors.toSet());

    assertThat(homes).hasSize(256);
  }

  @Test
  void whatIsPlacedStaysAsRandomAsItWas() {
    assertThat(placed().distinct()).hasSize(1000);
    assertThat(placed().map(id -> id.value().substring(3)).distinct()).hasSize(1000);
  }

  private static Stream<FileId> placed() {
    Random random = new Random(1);
    byte[] bits = new byte[FileId.RANDOM_BYTES];
    return Stream.generate(
            () -> {
              random.nextBytes(bits);
              return ALICE.place(FileId.ofRandom(bits));
            })
        .limit(1000);
  }
}
