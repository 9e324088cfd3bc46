package io.piecemeal.adapters.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.TypeDetector;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.testkit.TypeDetectorContract;
import org.junit.jupiter.api.Test;

final class TikaTypesTest extends TypeDetectorContract {

  @Override
  protected TypeDetector detector() {
    return new TikaTypes();
  }

  @Test
  void textAndMarkupAreTold() {
    assertThat(detector().detect("just some words\n".getBytes(UTF_8)))
        .contains(new ContentType("text/plain"));
    assertThat(detector().detect("<!DOCTYPE html><html><body>".getBytes(UTF_8)))
        .contains(new ContentType("text/html"));
  }
}
