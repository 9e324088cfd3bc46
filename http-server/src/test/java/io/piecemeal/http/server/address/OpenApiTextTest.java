package io.piecemeal.http.server.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OpenApiTextTest {

  @Test
  void itsServerIsTheServiceAsItIsReached() {
    OpenApiText text =
        OpenApiText.of("a: b\nservers:\n  - url: http://127.0.0.1:8080\n    description: c\n");
    ByteBuf document = text.at(() -> URI.create("https://files.example.org/below"));
    assertThat(document.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "a: b\nservers:\n  - url: https://files.example.org/below\n    description: c\n");
    assertThat(document.isReadOnly()).isTrue();
    assertThat(document.isDirect()).isTrue();
    assertThat(document.release()).isTrue();

    ByteBuf again = text.at(() -> URI.create("http://other"));
    assertThat(again.toString(StandardCharsets.UTF_8)).contains("http://other", "description: c");
    again.release();
  }

  @Test
  void aDocumentWithAnotherServerIsRefused() {
    assertThatThrownBy(() -> OpenApiText.of("servers:\n  - url: /\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
