package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.NamedObjects;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.storage.StoreName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link NamedObjects} does. */
public abstract class NamedObjectsContract {

  /** On both sides of the sizes at which stores tend to change their ways. */
  private static final List<Integer> SIZES = List.of(1, 65_536, 65_537, 1_048_577, 9_000_000);

  private Fixture fixture;

  protected NamedObjectsContract() {}

  /** A store, and what tells its names. */
  public interface Fixture {

    ChunkStore store();

    NamedObjects named();

    /** The names that the store used until now, with what it kept under each. */
    Map<StoreName, List<ObjectKey>> used();

    /** A name that the store did not use. */
    StoreName unused();

    /**
     * Begins an object of the store that is sent in parts, and leaves it so; empty if a store knows
     * no such thing.
     */
    default Optional<Begun> begun() {
      return Optional.empty();
    }

    /** The same of a store that cannot be asked. */
    default Optional<NamedObjects> unreachable() {
      return Optional.empty();
    }
  }

  /**
   * An object that is not complete.
   *
   * @param completion makes it an object, and throws {@link StorageFailure} if that cannot be
   */
  public record Begun(StoreName name, String upload, Runnable completion) {}

  /** An empty store; called before each test. */
  protected abstract Fixture emptyStore();

  @BeforeEach
  final void startWithAnEmptyStore() {
    fixture = emptyStore();
  }

  @Test
  final void anObjectIsFoundUnderTheNameThatWasUsedForIt() throws IOException {
    for (int size : SIZES) {
      ObjectKey key = written(size);

      assertThat(fixture.named().find(nameOf(key)))
          .containsExactly(new Item(key, new ByteCount(size)));
    }
  }

  @Test
  final void nothingIsFoundUnderANameThatWasNotUsed() throws IOException {
    written(1);

    assertThat(fixture.named().find(fixture.unused())).isEmpty();
  }

  @Test
  final void whatWasDeletedIsNotFound() throws IOException {
    for (int size : SIZES) {
      ObjectKey key = written(size);
      StoreName name = nameOf(key);
      fixture.store().delete(List.of(key));

      assertThat(fixture.named().find(name)).isEmpty();
    }
  }

  @Test
  final void whatWasAbandonedCannotBeCompleted() {
    Begun begun = Offer.of(fixture.begun(), "this store sends nothing in parts");

    fixture.named().abandon(begun.name(), begun.upload());

    assertThatThrownBy(() -> begun.completion().run()).isInstanceOf(StorageFailure.class);
    assertThat(fixture.named().find(begun.name())).isEmpty();
    fixture.named().abandon(begun.name(), begun.upload());
  }

  @Test
  final void whatIsCompleteIsNotAbandoned() {
    Begun begun = Offer.of(fixture.begun(), "this store sends nothing in parts");
    begun.completion().run();

    fixture.named().abandon(begun.name(), begun.upload());

    assertThat(fixture.named().find(begun.name())).hasSize(1);
  }

  @Test
  final void aStoreThatCannotBeAskedIsUnavailable() {
    NamedObjects unreachable = Offer.of(fixture.unreachable(), "this store can always be asked");

    assertThatThrownBy(() -> unreachable.find(fixture.unused()))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(() -> unreachable.abandon(fixture.unused(), "upload"))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  private ObjectKey written(int size) throws IOException {
    return ObjectWriting.write(
        fixture.store(),
        new Shard(size % Shard.COUNT),
        sink -> new PatternedInputStream(size).transferTo(sink));
  }

  private StoreName nameOf(ObjectKey key) {
    return fixture.used().entrySet().stream()
        .filter(entry -> entry.getValue().contains(key))
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
