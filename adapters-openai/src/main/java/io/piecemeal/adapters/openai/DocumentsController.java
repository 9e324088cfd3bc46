package io.piecemeal.adapters.openai;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Publishes the OpenAPI documents of both dialects, which are written by hand. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@Produces("application/yaml")
final class DocumentsController {

  private final String openAi;
  private final String anthropic;

  DocumentsController() throws IOException {
    this.openAi = read("/openapi/openai.yaml");
    this.anthropic = read("/openapi/anthropic.yaml");
  }

  private static String read(String resource) throws IOException {
    try (InputStream yaml =
        Objects.requireNonNull(DocumentsController.class.getResourceAsStream(resource), resource)) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Get("/openai/openapi.yaml")
  String openAi() {
    return openAi;
  }

  @Get("/anthropic/openapi.yaml")
  String anthropic() {
    return anthropic;
  }
}
