package io.piecemeal.application.scene;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.object.DigestingSink;
import io.piecemeal.application.port.in.AppendChunk.Novelty;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does this and that to a file, and knows what must come of it. */
final class RandomUser {

  private static final int LIMIT = 60;

  private final Scene scene = new Scene(new Limits(bytes(12), bytes(LIMIT), bytes(1)));
  private final Random random;
  private final Map<String, Integer> outcomes = new HashMap<>();
  private StoredFile file;
  private ExpectedFile expected = new ExpectedFile();

  /**
   * @param announced what is said of the length of every body
   */
  RandomUser(long seed, Optional<Long> announced) {
    random = new Random(seed);
    announced.ifPresent(scene::announcing);
    file = scene.open();
  }

  public void doSomething() {
    switch (random.nextInt(20)) {
      case 0 -> delete();
      case 1 -> complete();
      case 2, 3, 4 -> rewind();
      case 5, 6, 7 -> readRange();
      case 8, 9, 10, 11, 12 -> append(chunk());
      case 13 -> appendLast(chunk());
      case 14, 15 -> appendAt(random.nextInt(LIMIT), chunk());
      case 16, 17 -> appendAt(expected.size(), chunk());
      default -> replay();
    }
  }

  /** Of few letters, so that chunks are often equal. */
  private byte[] chunk() {
    byte[] chunk = new byte[1 + random.nextInt(4)];
    for (int i = 0; i < chunk.length; i++) {
      chunk[i] = (byte) ('a' + random.nextInt(2));
    }
    return chunk;
  }

  private void append(byte[] chunk) {
    boolean possible = !expected.isComplete() && expected.size() + chunk.length <= LIMIT;
    step("append", possible, () -> scene.append(file, TestBody.of(chunk)))
        .ifDone(appended -> expected.append(chunk));
  }

  private void appendLast(byte[] chunk) {
    boolean possible = !expected.isComplete() && expected.size() + chunk.length <= LIMIT;
    step("append last", possible, () -> scene.append(file, TestBody.of(chunk).last()))
        .ifDone(
            appended -> {
              expected.append(chunk);
              expected.complete();
            });
  }

  private void replay() {
    int start = random.nextInt(expected.size() + 1);
    int end = start + random.nextInt(Math.min(12, expected.size() - start) + 1);
    if (end > start) {
      appendAt(start, Arrays.copyOfRange(expected.bytes(), start, end));
    }
  }

  private void appendAt(int offset, byte[] chunk) {
    boolean replayed = expected.has(offset, chunk);
    boolean fits =
        offset == expected.size() && !expected.isComplete() && offset + chunk.length <= LIMIT;
    step(
            replayed ? "replay" : "append at",
            replayed || fits,
            () -> scene.append(file, TestBody.of(chunk).at(offset)))
        .ifDone(
            appended -> {
              assertThat(appended.novelty()).isEqualTo(replayed ? Novelty.REPLAYED : Novelty.NEW);
              if (!replayed) {
                expected.append(chunk);
              }
            });
  }

  private void rewind() {
    int target = random.nextInt(expected.size() + 2);
    int believed = expected.size() + (random.nextInt(4) == 0 ? 1 : 0);
    boolean possible =
        !expected.isComplete() && believed == expected.size() && expected.isBoundary(target);
    step("rewind", possible, () -> scene.rewind(file, target, believed))
        .ifDone(rewound -> expected.rewind(target));
  }

  private void complete() {
    step("complete", true, () -> scene.complete(file)).ifDone(completed -> expected.complete());
  }

  private void delete() {
    scene.delete(file);
    file = scene.open();
    expected = new ExpectedFile();
    count("delete");
  }

  private void readRange() {
    int start = random.nextInt(expected.size() + 1);
    int length = random.nextInt(expected.size() - start + 1);
    ByteRange range = new ByteRange(bytes(start), bytes(length));
    try (InputStream in =
        Channels.newInputStream(scene.readContent.open(ALICE, file.id()).bytes(range))) {
      assertThat(in.readAllBytes())
          .isEqualTo(Arrays.copyOfRange(expected.bytes(), start, start + length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    count("read");
  }

  private <T> Outcome<T> step(String what, boolean possible, Supplier<T> call) {
    Outcome<T> outcome = tryIt(call);
    assertThat(outcome.isDone()).as(what).isEqualTo(possible);
    count(possible ? what : what + " refused");
    return outcome;
  }

  private static <T> Outcome<T> tryIt(Supplier<T> call) {
    try {
      return new Outcome<>(Optional.of(call.get()));
    } catch (UploadRejected e) {
      return new Outcome<>(Optional.empty());
    }
  }

  private record Outcome<T>(Optional<T> result) {
    boolean isDone() {
      return result.isPresent();
    }

    void ifDone(Consumer<T> then) {
      result.ifPresent(then);
    }
  }

  private void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  public void assertFileIsAsExpected() {
    StoredFile now = scene.now(file);
    assertThat(now.size()).isEqualTo(bytes(expected.size()));
    assertThat(now.chunks()).isEqualTo(expected.chunks());
    assertThat(Samples.digestOf(now))
        .isEqualTo(
            expected.isComplete() ? Optional.of(digestOf(expected.bytes())) : Optional.empty());
    assertThat(scene.bytesOf(file)).isEqualTo(expected.bytes());
    assertThat(scene.observed.unclosed()).isZero();
  }

  private static Sha256 digestOf(byte[] bytes) {
    DigestingSink sink = new DigestingSink();
    sink.write(bytes, 0, bytes.length);
    return sink.sha256();
  }

  /** Else the test would tell less than it seems to. */
  public void assertAllWasTried() {
    assertThat(outcomes)
        .containsOnlyKeys(
            "append",
            "append refused",
            "append at",
            "append at refused",
            "append last",
            "append last refused",
            "replay",
            "rewind",
            "rewind refused",
            "complete",
            "delete",
            "read");
  }
}
