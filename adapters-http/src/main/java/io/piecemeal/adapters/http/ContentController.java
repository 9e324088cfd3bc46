package io.piecemeal.adapters.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.content.ContentAnswers;

/** The bytes of files, whole or in part. */
@Controller("/files")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ContentController {

  private final ReadContent read;

  ContentController(ReadContent read) {
    this.read = read;
  }

  /** Also answers HEAD, which the framework routes here. */
  @Get("/{fileId}/content")
  @Produces(MediaType.ALL)
  HttpResponse<?> content(HttpRequest<?> request, Authentication caller, String fileId) {
    return ContentAnswers.of(
        request, read.open(CallArguments.owner(caller), CallArguments.fileId(fileId)));
  }
}
