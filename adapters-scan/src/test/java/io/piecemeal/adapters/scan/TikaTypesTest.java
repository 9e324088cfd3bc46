package io.piecemeal.adapters.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.TypeDetector;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.testkit.TypeDetectorContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TikaTypesTest extends TypeDetectorContract {

  @Override
  protected TypeDetector detector() {
    return new TikaTypes();
  }

  @Test
  void textAndMarkupAreTold() throws IOException {
    assertThat(detected("just some words\n")).contains(new ContentType("text/plain"));
    assertThat(detected("<!DOCTYPE html><html><body>")).contains(new ContentType("text/html"));
  }

  private Optional<ContentType> detected(String text) throws IOException {
    return detector().detect(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
