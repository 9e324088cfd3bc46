package io.piecemeal.adapters.tus.ietf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ByteCount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class BoundedContentTest {

  private static InputStream bounded(int bytes, long room) {
    return new BoundedContent(new ByteArrayInputStream(new byte[bytes]), new ByteCount(room));
  }

  @Test
  void asManyAsItMayHaveAreRead() throws IOException {
    assertThat(bounded(5, 5).readAllBytes()).hasSize(5);
    assertThat(bounded(3, 5).readAllBytes()).hasSize(3);
    assertThat(bounded(0, 0).readAllBytes()).isEmpty();
  }

  @Test
  void theLastByteIsNotGivenIfMoreFollow() throws IOException {
    InputStream content = bounded(6, 5);
    assertThat(content.readNBytes(4)).hasSize(4);
    assertThatThrownBy(content::read).isInstanceOf(BoundedContent.TooLongException.class);
    assertThatThrownBy(() -> bounded(1, 0).readAllBytes())
        .isInstanceOf(BoundedContent.TooLongException.class);
  }
}
