package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.StoreProvider;
import io.piecemeal.application.port.out.StoreProvider.Place;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.ObjectKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link StoreProvider} does. What its ports do is in their own suites. */
public abstract class StoreProviderContract {

  private static final ByteBuffer BYTES =
      ByteBuffer.wrap("bytes".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

  private StoreProvider provider;
  private Place place;

  protected StoreProviderContract() {}

  /** The class that is tested. */
  protected abstract Class<? extends StoreProvider> provider();

  /** Of a new place; the same one throughout a test. */
  protected abstract String address();

  /** One that has the scheme, and is not to be used for a place. */
  protected abstract String unfitAddress();

  @BeforeEach
  final void open() {
    provider =
        ServiceLoader.load(StoreProvider.class).stream()
            .filter(found -> found.type().equals(provider()))
            .map(ServiceLoader.Provider::get)
            .findFirst()
            .orElseThrow(
                () ->
                    new AssertionError(
                        "META-INF/services/%s does not name %s"
                            .formatted(StoreProvider.class.getName(), provider().getName())));
    place = provider.open(address(), ByteCount.ZERO);
  }

  @AfterEach
  final void close() {
    place.close();
  }

  @Test
  final void itsSchemeIsInSmallLettersAndNoneOfTheServices() {
    assertThat(provider.scheme()).matches("[a-z][a-z0-9+.-]*").isNotIn("s3", "file");
    assertThat(address()).startsWith(provider.scheme() + ":");
  }

  @Test
  final void thePortsAreAboutOnePlace() throws IOException {
    place.health().requireRoom();
    place.health().probe();
    ObjectKey key = keep(place);
    place.mark().raise(new HighWaterMark(7));

    assertThat(read(place, key)).isEqualTo(BYTES);
    assertThat(listed(place)).containsExactly(key);
    assertThat(place.mark().read()).contains(new HighWaterMark(7));
    place.chunks().delete(List.of(key));
    assertThat(listed(place)).isEmpty();
  }

  @Test
  final void whatIsOpenedTwiceIsOnePlace() throws IOException {
    ObjectKey key = keep(place);
    place.mark().raise(new HighWaterMark(7));

    try (Place again = provider.open(address(), ByteCount.ZERO)) {
      assertThat(read(again, key)).isEqualTo(BYTES);
      assertThat(listed(again)).containsExactly(key);
      assertThat(again.mark().read()).contains(new HighWaterMark(7));
    }
    assertThat(read(place, key)).as("after the other was closed").isEqualTo(BYTES);
  }

  @Test
  final void whatWasKeptStaysWhenItIsClosed() throws IOException {
    ObjectKey key = keep(place);
    place.close();
    place = provider.open(address(), ByteCount.ZERO);

    assertThat(read(place, key)).isEqualTo(BYTES);
  }

  @Test
  final void anUnfitAddressIsRefusedInWords() {
    assertThat(unfitAddress()).startsWith(provider.scheme() + ":");
    assertThatThrownBy(() -> provider.open(unfitAddress(), ByteCount.ZERO).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(" ");
  }

  private static ObjectKey keep(Place place) throws IOException {
    byte[] bytes = new byte[BYTES.remaining()];
    BYTES.duplicate().get(bytes);
    return ObjectWriting.write(place.chunks(), sink -> sink.write(bytes));
  }

  private static ByteBuffer read(Place place, ObjectKey key) throws IOException {
    ByteBuffer read = ByteBuffer.allocate(BYTES.remaining());
    ByteRange all = new ByteRange(ByteCount.ZERO, new ByteCount(BYTES.remaining()));
    try (ReadableByteChannel channel = place.chunks().open(key, all)) {
      while (read.hasRemaining() && channel.read(read) >= 0) {
        // Until it is full.
      }
    }
    return read.flip();
  }

  private static List<ObjectKey> listed(Place place) {
    return place.inventory().list(Cursor.START, Duration.ZERO, 10).objects().stream()
        .map(Item::key)
        .toList();
  }
}
