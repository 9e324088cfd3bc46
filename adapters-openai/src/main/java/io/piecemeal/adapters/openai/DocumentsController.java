package io.piecemeal.adapters.openai;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.http.server.address.OpenApiText;
import io.piecemeal.http.server.address.PublicUrl;
import java.io.IOException;

/** Publishes the OpenAPI documents of both dialects, which are written by hand. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@Produces("application/yaml")
final class DocumentsController {

  private final OpenApiText openAi;
  private final OpenApiText anthropic;
  private final PublicUrl url;

  DocumentsController(PublicUrl url) throws IOException {
    this.openAi = OpenApiText.of(DocumentsController.class, "/openapi/openai.yaml");
    this.anthropic = OpenApiText.of(DocumentsController.class, "/openapi/anthropic.yaml");
    this.url = url;
  }

  @Get("/openai/openapi.yaml")
  HttpResponse<?> openAi() {
    return openAi.answer(url);
  }

  @Get("/anthropic/openapi.yaml")
  HttpResponse<?> anthropic() {
    return anthropic.answer(url);
  }
}
