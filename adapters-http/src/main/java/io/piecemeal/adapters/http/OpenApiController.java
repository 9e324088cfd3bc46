package io.piecemeal.adapters.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.http.server.address.OpenApiText;
import io.piecemeal.http.server.address.PublicUrl;
import java.io.IOException;

/** Publishes the OpenAPI document, which is written by hand and which every test holds us to. */
@Controller("/openapi.yaml")
@Secured(SecurityRule.IS_ANONYMOUS)
final class OpenApiController {

  private final OpenApiText document;
  private final PublicUrl url;

  OpenApiController(PublicUrl url) throws IOException {
    this.document = OpenApiText.of(OpenApiController.class, "/openapi/openapi.yaml");
    this.url = url;
  }

  @Get
  @Produces("application/yaml")
  HttpResponse<?> document() {
    return document.answer(url);
  }
}
