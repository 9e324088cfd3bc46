package io.piecemeal.http.server.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a download before its head is sent. */
final class DownloadTest {

  private static final int SOME = 100_000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32_767, 32_768, 32_769, 200_000})
  void beginningTakesNothingAway(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Source source = new Source(bytes, null);

    Download download = begin(source, length);

    try (InputStream rest = Channels.newInputStream(download.bytes())) {
      assertThat(rest.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(download.length()).isEqualTo(new ByteCount(length));
    assertThat(source.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32_767})
  void damageAtTheBeginningIsThrownAndTheSourceClosed(int position) {
    StorageFailure damage = new StorageFailure.Damaged("injected");
    Source source = new Source(new byte[position], damage);

    assertThatThrownBy(() -> begin(source, SOME)).isSameAs(damage);

    assertThat(source.isOpen()).isFalse();
  }

  @Test
  void bytesThatAreRewoundMeanwhileAreUnavailable() {
    IOException superseded = new IOException("injected");
    Source source = new Source(new byte[3], superseded);

    assertThatThrownBy(() -> begin(source, SOME))
        .isInstanceOf(StorageFailure.Unavailable.class)
        .hasCause(superseded);

    assertThat(source.isOpen()).isFalse();
  }

  @Test
  void damageFurtherBehindIsThrownWhereItIsRead() throws IOException {
    StorageFailure damage = new StorageFailure.Damaged("injected");
    Download download = begin(new Source(new byte[70_000], damage), SOME);

    try (InputStream in = Channels.newInputStream(download.bytes())) {
      assertThat(in.readNBytes(70_000)).hasSize(70_000);
      assertThatThrownBy(in::read).isSameAs(damage);
    }
  }

  private static Download begin(Source source, long length) {
    Content content =
        new Content() {
          @Override
          public StoredFile file() {
            throw new AssertionError("not asked for");
          }

          @Override
          public ReadableByteChannel bytes(ByteRange range) {
            return source;
          }
        };
    return Download.begin(content, new ByteRange(ByteCount.ZERO, new ByteCount(length)));
  }

  /** Gives some bytes, and then fails or ends. */
  private static final class Source implements ReadableByteChannel {

    private final ReadableByteChannel bytes;
    private final @Nullable Exception failure;

    Source(byte[] bytes, @Nullable Exception failure) {
      this.bytes = Channels.newChannel(new ByteArrayInputStream(bytes));
      this.failure = failure;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int got = bytes.read(target);
      return switch (failure) {
        case StorageFailure e when got < 0 -> throw e;
        case IOException e when got < 0 -> throw e;
        case null, default -> got;
      };
    }

    @Override
    public boolean isOpen() {
      return bytes.isOpen();
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}
