package io.piecemeal.adapters.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Publishes the OpenAPI document, which is written by hand and which every test holds us to. */
@Controller("/openapi.yaml")
@Secured(SecurityRule.IS_ANONYMOUS)
final class OpenApiController {

  private static final String RESOURCE = "/openapi/openapi.yaml";

  private final String document;

  OpenApiController() throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(OpenApiController.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      this.document = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Get
  @Produces("application/yaml")
  String document() {
    return document;
  }
}
