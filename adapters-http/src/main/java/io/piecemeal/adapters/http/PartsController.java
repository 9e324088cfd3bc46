package io.piecemeal.adapters.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.adapters.http.wire.FilePageView;
import io.piecemeal.adapters.http.wire.FileView;
import io.piecemeal.adapters.http.wire.QueryValues;
import io.piecemeal.application.port.in.ListParts;
import io.piecemeal.application.port.in.StorePart;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.json.Members;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts of an upload, which are sent at the same time and in any order. Each is a session of its
 * own: it takes chunks and is completed as any other. Completing the upload joins them.
 */
@Controller("/uploads/{fileId}/parts")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PartsController {

  private final StorePart parts;
  private final ListParts list;

  PartsController(StorePart parts, ListParts list) {
    this.parts = parts;
    this.list = list;
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  HttpResponse<FileView> open(
      Authentication caller, String fileId, @Nullable @Body InputStream body) throws IOException {
    Members members;
    try (body) {
      members = Members.readOptional(body, Set.of("size", "sha256"));
    }
    return Idempotency.created(
        parts.open(
            CallArguments.owner(caller),
            CallArguments.fileId(fileId),
            new Declaration(members.count("size"), members.sha256("sha256"))));
  }

  @Get
  FilePageView list(
      Authentication caller,
      String fileId,
      @QueryValue Optional<String> limit,
      @QueryValue Optional<String> after) {
    return FilePageView.of(
        list.list(
            CallArguments.owner(caller),
            CallArguments.fileId(fileId),
            QueryValues.after(after),
            QueryValues.limit(limit)));
  }
}
