package io.piecemeal.http.server.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class OpenApiTextTest {

  @Test
  void itsServerIsTheServiceAsItIsReached() {
    OpenApiText text =
        OpenApiText.of("a: b\nservers:\n  - url: http://127.0.0.1:8080\n    description: c\n");
    assertThat(text.at(() -> URI.create("https://files.example.org/below")))
        .isEqualTo(
            "a: b\nservers:\n  - url: https://files.example.org/below\n    description: c\n");
  }

  @Test
  void aDocumentWithAnotherServerIsRefused() {
    assertThatThrownBy(() -> OpenApiText.of("servers:\n  - url: /\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
