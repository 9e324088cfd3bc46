package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link StoreHealth} does. */
public abstract class StoreHealthContract {

  protected StoreHealthContract() {}

  /** Of a store that takes objects. */
  protected abstract StoreHealth healthy();

  /** Of a store that has no room for more; empty for one that always has. */
  protected Optional<StoreHealth> full() throws IOException {
    return Optional.empty();
  }

  /** Of a store that takes no objects any more; empty for one that always does. */
  protected Optional<StoreHealth> readOnly() throws IOException {
    return Optional.empty();
  }

  /** Of a store whose medium takes no bytes, or does not make them durable, as yet unnoticed. */
  protected Optional<StoreHealth> notWriting() throws IOException {
    return Optional.empty();
  }

  /** Of a store whose medium says that it has taken bytes, and gives none or others back. */
  protected Optional<StoreHealth> forgetting() throws IOException {
    return Optional.empty();
  }

  /** Of a store whose medium is not there. */
  protected Optional<StoreHealth> unreachable() throws IOException {
    return Optional.empty();
  }

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
    StoreHealth full = Offer.of(full(), "this store is never full");

    assertThatThrownBy(full::requireRoom)
        .as("requireRoom of a full store")
        .isInstanceOf(StorageFailure.NoSpace.class);
  }

  @Test
  final void aStoreThatTakesNoObjectsAnyMoreSaysSo() throws IOException {
    StoreHealth readOnly = Offer.of(readOnly(), "this store always takes objects");

    assertThatThrownBy(readOnly::probe)
        .as("probe of a store that takes no objects any more")
        .isInstanceOf(StorageFailure.ReadOnly.class);
  }

  @Test
  final void aProbeFindsOutThatNothingIsMadeDurable() throws IOException {
    StoreHealth notWriting =
        Offer.of(notWriting(), "this fixture cannot keep its medium from taking bytes");

    assertThatThrownBy(notWriting::probe)
        .as("probe of a store that cannot write")
        .isInstanceOf(StorageFailure.class);
  }

  @Test
  final void aProbeFindsOutThatWhatWasWrittenIsNotThere() throws IOException {
    StoreHealth forgetting = Offer.of(forgetting(), "this fixture cannot let its medium forget");

    assertThatThrownBy(forgetting::probe)
        .as("probe of a store that forgets")
        .isInstanceOf(StorageFailure.class);
  }

  @Test
  final void aStoreThatCannotBeAskedIsUnavailable() throws IOException {
    StoreHealth unreachable = Offer.of(unreachable(), "this store can always be asked");

    assertThatThrownBy(unreachable::requireRoom)
        .as("requireRoom")
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(unreachable::probe).as("probe").isInstanceOf(StorageFailure.class);
  }
}
