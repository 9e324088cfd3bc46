package io.piecemeal.adapters.http.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Arrays;

/**
 * What the console is made of. A browser asks again each time and gets 304: modules of two versions
 * of the service are never mixed.
 */
@Controller("/console")
@Secured(SecurityRule.IS_ANONYMOUS)
final class ConsoleController {

  private final ConsoleAssets assets;

  ConsoleController(ConsoleAssets assets) {
    this.assets = assets;
  }

  @Get("/{name}")
  @Produces(MediaType.ALL)
  HttpResponse<?> asset(HttpHeaders headers, String name) {
    ConsoleAssets.Asset asset = assets.find(name);
    boolean known =
        headers.getAll(HttpHeaders.IF_NONE_MATCH).stream()
            .flatMap(tags -> Arrays.stream(tags.split(",", -1)))
            // A proxy that compresses makes a tag weak.
            .map(tag -> tag.strip().replaceFirst("^W/", ""))
            .anyMatch(tag -> tag.equals(asset.tag()) || tag.equals("*"));
    return (known
            ? HttpResponse.notModified()
            : HttpResponse.ok(asset.bytes().retainedDuplicate()).contentType(asset.type()))
        .header(HttpHeaders.ETAG, asset.tag())
        .header(HttpHeaders.CACHE_CONTROL, "no-cache");
  }
}
