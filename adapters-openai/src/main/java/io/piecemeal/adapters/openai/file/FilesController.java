package io.piecemeal.adapters.openai.file;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.adapters.openai.OpenAiFacts;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.application.port.in.StoreFile;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StoreFile.Trailer;
import io.piecemeal.chunk.codec.Digits;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.content.ContentAnswers;
import io.piecemeal.http.server.form.FormFields;
import io.piecemeal.http.server.form.FormFile;
import io.piecemeal.http.server.form.FormShape;
import io.piecemeal.http.server.limits.LimitsView;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.request.AwaitedBody;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Files as OpenAI's clients store, list, read and delete them. */
@Controller("/openai/v1/files")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class FilesController {

  private static final String ANCHOR = "expires_after[anchor]";
  private static final String SECONDS = "expires_after[seconds]";

  private static final FormShape FORM =
      new FormShape("file", Optional.empty(), Set.of("purpose", ANCHOR, SECONDS));

  /** What OpenAI's API takes and gives where nothing is asked for. */
  private static final int MOST = 10_000;

  private final StoreFile store;
  private final FormUploads uploads;
  private final WholeFiles files;

  FilesController(StoreFile store, FormUploads uploads, WholeFiles files) {
    this.store = store;
    this.uploads = uploads;
    this.files = files;
  }

  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  Map<String, Object> create(Authentication caller, HttpRequest<?> request, HttpHeaders headers)
      throws IOException {
    Owner owner = CallArguments.owner(caller);
    StoredFile stored =
        uploads.receive(
            OpenAiFacts.OPENAI,
            owner,
            headers,
            FORM,
            AwaitedBody.of(request),
            file -> Refused.naming(SECONDS, () -> store.store(command(owner, file))));
    return FileObject.of((CompleteFile) stored);
  }

  private static StoreCommand command(Owner owner, FormFile file) {
    return new StoreCommand(
        owner,
        file.name(),
        file.contentType(),
        SessionTerms.NONE,
        file.content(),
        () -> trailer(file.fields()));
  }

  /** Clients put these fields behind the file. */
  private static Trailer trailer(FormFields fields) {
    FileNotes notes =
        FileNotes.of(
            fields.text("purpose"),
            fields.text(ANCHOR),
            fields.text(SECONDS).map(FilesController::seconds));
    return new Trailer(Optional.of(notes.metadata()), notes.lifetime());
  }

  private static long seconds(String text) {
    OptionalLong seconds = Digits.parse(text);
    return seconds.orElseThrow(
        () -> RequestRejected.invalidField(SECONDS, "it is not a number of seconds"));
  }

  @Get
  Map<String, Object> list(HttpRequest<?> request, Authentication caller) {
    Query query = Query.of(request, Set.of("purpose", "limit", "order", "after"));
    Owner owner = CallArguments.owner(caller);
    int limit = query.limit(MOST, LimitsView.MAX_PAGE_ENTRIES, MOST);
    Optional<String> purpose = query.text("purpose");
    purpose.ifPresent(FileNotes::requirePurpose);
    Optional<FileQuery.Position> after =
        query.text("after").map(id -> FileQuery.Position.of(files.find(owner, Ids.file(id))));
    FilePage page =
        files.list(
            owner,
            limit,
            after,
            query.text("order").map(FilesController::order).orElse(FileQuery.Order.NEWEST_FIRST),
            file -> purpose.filter(one -> !one.equals(FileNotes.of(file).purpose())).isEmpty());
    return ListPage.of(page, file -> FileObject.of((CompleteFile) file));
  }

  private static FileQuery.Order order(String text) {
    return switch (text) {
      case "asc" -> FileQuery.Order.OLDEST_FIRST;
      case "desc" -> FileQuery.Order.NEWEST_FIRST;
      default -> throw RequestRejected.invalidField("order", "it is 'asc' or 'desc'");
    };
  }

  @Get("/{fileId}")
  Map<String, Object> find(Authentication caller, String fileId) {
    return FileObject.of(files.find(CallArguments.owner(caller), Ids.file(fileId)));
  }

  @Delete("/{fileId}")
  Map<String, Object> delete(Authentication caller, String fileId) {
    files.delete(CallArguments.owner(caller), Ids.file(fileId));
    return Map.of("id", Ids.FILE + Ids.file(fileId), "object", "file", "deleted", true);
  }

  /** Also answers HEAD. Takes any Accept: clients of OpenAI ask for {@code application/binary}. */
  @Get("/{fileId}/content")
  @Produces(MediaType.ALL)
  HttpResponse<?> content(HttpRequest<?> request, Authentication caller, String fileId) {
    return ContentAnswers.of(request, files.open(CallArguments.owner(caller), Ids.file(fileId)));
  }
}
