package io.piecemeal.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.RemoteSource;
import io.piecemeal.application.port.out.RemoteSource.Content;
import io.piecemeal.application.port.out.RemoteSource.Request;
import io.piecemeal.application.port.out.RemoteSource.Rest;
import io.piecemeal.application.port.out.SourceFailure;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.SourceTrouble;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link RemoteSource} does. */
public abstract class RemoteSourceContract {

  protected static final String VERSION = "\"v1\"";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  protected RemoteSourceContract() {}

  protected abstract RemoteSource source();

  /** Where the file is that {@link #put} changes. */
  protected abstract String url();

  /** What the source has from now on. */
  protected abstract void put(byte[] content, Optional<String> version);

  /** The next answer breaks off behind so many bytes. */
  protected abstract void breakAfter(int bytes);

  private Content open(Optional<Rest> rest) throws SourceFailure {
    return source().open(new Request(url(), rest, PATIENCE));
  }

  private void put(String text) {
    put(text.getBytes(US_ASCII), Optional.of(VERSION));
  }

  private static Optional<Rest> behind(long start, String version) {
    return Optional.of(new Rest(new ByteCount(start), version));
  }

  private static void assertHas(Content content, long start, String text) throws IOException {
    assertThat(content.start()).isEqualTo(new ByteCount(start));
    content.length().ifPresent(length -> assertThat(length.value()).isEqualTo(text.length()));
    assertThat(new String(content.bytes().readAllBytes(), US_ASCII)).isEqualTo(text);
  }

  @Test
  final void aUrlThatMayBeTriedIsNotRefusedAndAnotherIsWithoutRepeatingIt() {
    assertThat(source().refusal(url())).isEmpty();
    assertThat(source().refusal("nonsense"))
        .hasValueSatisfying(reason -> assertThat(reason).isNotBlank().doesNotContain("nonsense"));
  }

  @Test
  final void allIsGivenFromTheStartOnWithItsVersion() throws Exception {
    put("hello, world");

    try (Content content = open(Optional.empty())) {
      assertThat(content.version()).contains(VERSION);
      assertHas(content, 0, "hello, world");
    }
  }

  @Test
  final void whatHasNoVersionIsGivenAllTheSame() throws Exception {
    put("hello".getBytes(US_ASCII), Optional.empty());

    try (Content content = open(Optional.empty())) {
      assertThat(content.version()).isEmpty();
      assertHas(content, 0, "hello");
    }
  }

  @Test
  final void nothingIsGivenOfAnEmptyFile() throws Exception {
    put("");

    try (Content content = open(Optional.empty())) {
      assertHas(content, 0, "");
    }
  }

  @Test
  final void theRestIsGivenOfTheSameVersion() throws Exception {
    put("hello, world");

    try (Content content = open(behind(7, VERSION))) {
      assertThat(content.version()).contains(VERSION);
      assertHas(content, 7, "world");
    }
  }

  @Test
  final void allIsGivenOfAnotherVersion() throws Exception {
    put("hello, world");

    try (Content content = open(behind(7, "\"v0\""))) {
      assertHas(content, 0, "hello, world");
    }
  }

  @Test
  final void allIsGivenWhereThereIsNoRest() throws Exception {
    put("hello");

    try (Content content = open(behind(5, VERSION))) {
      assertHas(content, 0, "hello");
    }
  }

  @Test
  final void bytesThatBreakOffAreNotTakenForAll() throws Exception {
    put("hello, world");
    breakAfter(5);

    try (Content content = open(Optional.empty())) {
      assertThat(new String(content.bytes().readNBytes(5), US_ASCII)).isEqualTo("hello");
      assertThatThrownBy(() -> content.bytes().read()).isInstanceOf(IOException.class);
    }
  }

  @Test
  final void whatIsNotReadToItsEndCanBeClosed() throws Exception {
    put("hello, world");

    open(Optional.empty()).close();

    try (Content content = open(Optional.empty())) {
      assertHas(content, 0, "hello, world");
    }
  }

  @Test
  final void whereThereIsNothingTheReasonIsSaid() {
    assertThatThrownBy(() -> open(Optional.empty()))
        .isInstanceOfSatisfying(
            SourceFailure.class, e -> assertThat(e.reason()).isEqualTo(SourceTrouble.ABSENT));
  }
}
