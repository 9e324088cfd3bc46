package io.piecemeal.adapters.http.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.netty.buffer.ByteBuf;

/** Shows the OpenAPI document, with Swagger UI as its makers package it. */
@Controller("/docs")
@Secured(SecurityRule.IS_ANONYMOUS)
final class ApiPageController {

  private final String page = Resources.text("/page/docs.html");
  private final PageAssets assets;

  ApiPageController(PageAssets assets) {
    this.assets = assets;
  }

  @Get
  @Produces(MediaType.ALL)
  HttpResponse<String> page() {
    return PageAnswers.of(page);
  }

  @Get("/assets/{name}")
  @Produces(MediaType.ALL)
  HttpResponse<ByteBuf> asset(String name) {
    PageAssets.Asset asset = assets.find(name);
    return HttpResponse.ok(asset.bytes())
        .contentType(asset.type())
        .header(HttpHeaders.CACHE_CONTROL, "max-age=86400");
  }
}
