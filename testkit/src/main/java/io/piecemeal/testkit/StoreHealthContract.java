package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link StoreHealth} does. */
public abstract class StoreHealthContract {

  protected StoreHealthContract() {}

  /** Of a store that takes objects. */
  protected abstract StoreHealth healthy();

  /** Of a store that has no room for more; {@code null} for one that always has. */
  protected abstract @Nullable StoreHealth full() throws IOException;

  /** Of a store that takes no objects any more; {@code null} for one that always does. */
  protected abstract @Nullable StoreHealth readOnly() throws IOException;

  /** What is there for objects of the healthy store, kept or not, in no order. */
  protected abstract List<String> leftovers() throws IOException;

  @Test
  final void aStoreThatTakesObjectsHasRoom() {
    assertThatCode(healthy()::requireRoom).doesNotThrowAnyException();
  }

  @Test
  final void aStoreThatWorksPassesItsProbeEachTime() {
    StoreHealth health = healthy();

    assertThatCode(health::probe).doesNotThrowAnyException();
    assertThatCode(health::probe).doesNotThrowAnyException();
  }

  @Test
  final void aProbeLeavesNothing() throws IOException {
    StoreHealth health = healthy();
    List<String> before = leftovers();

    health.probe();

    assertThat(leftovers()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  final void aStoreThatIsFullSaysSo() throws IOException {
    StoreHealth full = full();
    assumeTrue(full != null, "this store is never full");

    assertThatThrownBy(full::requireRoom)
        .as("requireRoom of a full store")
        .isInstanceOf(StorageFailure.NoSpace.class);
  }

  @Test
  final void aStoreThatTakesNoObjectsAnyMoreSaysSo() throws IOException {
    StoreHealth readOnly = readOnly();
    assumeTrue(readOnly != null, "this store always takes objects");

    assertThatThrownBy(readOnly::probe)
        .as("probe of a store that takes no objects any more")
        .isInstanceOf(StorageFailure.ReadOnly.class);
  }
}
