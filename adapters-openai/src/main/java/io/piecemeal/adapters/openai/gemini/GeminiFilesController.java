package io.piecemeal.adapters.openai.gemini;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.adapters.openai.file.Query;
import io.piecemeal.adapters.openai.file.WholeFiles;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.content.ContentAnswers;
import io.piecemeal.http.server.limits.LimitsView;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.text.ListCursor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Complete files, whichever dialect stored them. */
@Controller(GeminiFilesController.PATH)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class GeminiFilesController {

  static final String PATH = "/gemini/v1beta/files";

  /** What is behind the id where the bytes are asked for. */
  static final String DOWNLOAD = ":download";

  /** What Google gives where nothing is asked for. */
  private static final int USUAL = 10;

  private final WholeFiles files;
  private final FileResource resource;

  GeminiFilesController(WholeFiles files, FileResource resource) {
    this.files = files;
    this.resource = resource;
  }

  @Get
  Map<String, Object> list(HttpRequest<?> request, Authentication caller) {
    Query query = Query.of(request, Set.of("pageSize", "pageToken"));
    Owner owner = CallArguments.owner(caller);
    int limit =
        query.limit("pageSize", LimitsView.MAX_PAGE_ENTRIES, LimitsView.MAX_PAGE_ENTRIES, USUAL);
    FilePage page =
        files.list(
            owner,
            limit,
            query.text("pageToken").map(GeminiFilesController::position),
            FileQuery.Order.NEWEST_FIRST,
            _ -> true);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("files", page.files().stream().map(resource::of).toList());
    if (page.continuation() == Continuation.MORE) {
      members.put(
          "nextPageToken", ListCursor.encode(FileQuery.Position.of(page.files().getLast())));
    }
    return members;
  }

  private static FileQuery.Position position(String cursor) {
    return ListCursor.decode(cursor)
        .orElseThrow(
            () ->
                RequestRejected.invalidField(
                    "pageToken", "it is not the 'nextPageToken' of a page"));
  }

  /** A file, or its bytes. */
  @Get("/{fileId}")
  @Produces(MediaType.ALL)
  HttpResponse<?> find(HttpRequest<?> request, Authentication caller, String fileId) {
    Owner owner = CallArguments.owner(caller);
    if (fileId.endsWith(DOWNLOAD)) {
      String id = fileId.substring(0, fileId.length() - DOWNLOAD.length());
      return ContentAnswers.of(request, files.open(owner, CallArguments.fileId(id)));
    }
    return HttpResponse.ok(resource.of(files.find(owner, CallArguments.fileId(fileId))))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  @Delete("/{fileId}")
  Map<String, Object> delete(Authentication caller, String fileId) {
    files.delete(CallArguments.owner(caller), CallArguments.fileId(fileId));
    return Map.of();
  }
}
