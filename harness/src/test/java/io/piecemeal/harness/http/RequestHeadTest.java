package io.piecemeal.harness.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestHeadTest {

  @Test
  void headEndsWithAnEmptyLine() {
    RequestHead head = RequestHead.of("PUT", "/x", "A: b").with("C: d");

    assertThat(StandardCharsets.ISO_8859_1.decode(head.toBytes("127.0.0.1:80", 12)).toString())
        .isEqualTo(
            "PUT /x HTTP/1.1\r\nHost: 127.0.0.1:80\r\nA: b\r\nC: d\r\nContent-Length: 12\r\n\r\n");
  }
}
