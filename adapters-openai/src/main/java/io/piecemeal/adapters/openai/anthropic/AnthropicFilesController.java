package io.piecemeal.adapters.openai.anthropic;

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
import io.piecemeal.adapters.openai.file.FormUploads;
import io.piecemeal.adapters.openai.file.Ids;
import io.piecemeal.adapters.openai.file.Query;
import io.piecemeal.adapters.openai.file.Refused;
import io.piecemeal.adapters.openai.file.WholeFiles;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.application.port.in.StoreFile;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StoreFile.Trailer;
import io.piecemeal.chunk.codec.Digits;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.content.ContentAnswers;
import io.piecemeal.http.server.form.FormFields;
import io.piecemeal.http.server.form.FormFile;
import io.piecemeal.http.server.form.FormShape;
import io.piecemeal.http.server.limits.LimitsView;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.request.AwaitedBody;
import io.piecemeal.http.server.text.ListCursor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Files as Anthropic's clients store, list, read and delete them. */
@Controller("/anthropic/v1/files")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AnthropicFilesController {

  private static final String LIFETIME = "expires_in_seconds";

  private static final FormShape FORM = new FormShape("file", Optional.empty(), Set.of(LIFETIME));

  /** What Anthropic gives where nothing is asked for. */
  private static final int USUAL = 20;

  private static final String IDS = "ids";

  /** As its clients write a list. */
  private static final String IDS_IN_BRACKETS = "ids[]";

  /** What Anthropic takes of them. */
  private static final int MOST_IDS = 100;

  private final StoreFile store;
  private final FormUploads uploads;
  private final WholeFiles files;

  AnthropicFilesController(StoreFile store, FormUploads uploads, WholeFiles files) {
    this.store = store;
    this.uploads = uploads;
    this.files = files;
  }

  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  Map<String, Object> upload(Authentication caller, HttpRequest<?> request, HttpHeaders headers)
      throws IOException {
    Owner owner = CallArguments.owner(caller);
    return FileMetadata.of(
        uploads.receive(
            OpenAiFacts.ANTHROPIC,
            owner,
            headers,
            FORM,
            AwaitedBody.of(request),
            file -> Refused.naming(LIFETIME, () -> store.store(command(owner, file)))));
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

  private static Trailer trailer(FormFields fields) {
    Optional<Duration> lifetime = fields.text(LIFETIME).map(AnthropicFilesController::seconds);
    return new Trailer(Optional.empty(), lifetime);
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(
        Digits.parse(text)
            .orElseThrow(
                () -> RequestRejected.invalidField(LIFETIME, "it is not a number of seconds")));
  }

  /** Newer clients go on by {@code page}, older ones by {@code after_id}. */
  @Get
  Map<String, Object> list(HttpRequest<?> request, Authentication caller) {
    Query query =
        Query.of(
            request,
            Set.of("beta", "limit", "page", "after_id", "before_id"),
            Set.of(IDS, IDS_IN_BRACKETS));
    Owner owner = CallArguments.owner(caller);
    List<String> ids =
        Stream.concat(query.texts(IDS).stream(), query.texts(IDS_IN_BRACKETS).stream())
            .distinct()
            .toList();
    requireOneKind(query, ids);
    if (!ids.isEmpty()) {
      return FileMetadata.of(new FilePage(named(owner, ids), Continuation.END));
    }
    int limit = query.limit(LimitsView.MAX_PAGE_ENTRIES, LimitsView.MAX_PAGE_ENTRIES, USUAL);
    Optional<FileQuery.Position> after =
        query
            .text("page")
            .map(AnthropicFilesController::position)
            .or(() -> query.text("after_id").map(id -> position(owner, id)));
    Optional<FileQuery.Position> before = query.text("before_id").map(id -> position(owner, id));
    return before.isPresent()
        ? FileMetadata.before(
            files.list(owner, limit, before, FileQuery.Order.OLDEST_FIRST, _ -> true))
        : FileMetadata.of(files.list(owner, limit, after, FileQuery.Order.NEWEST_FIRST, _ -> true));
  }

  private static void requireOneKind(Query query, List<String> ids) {
    List<String> kinds =
        Stream.of("page", "after_id", "before_id")
            .filter(name -> query.text(name).isPresent())
            .toList();
    boolean mixed = !ids.isEmpty() && (!kinds.isEmpty() || query.text("limit").isPresent());
    if (mixed || kinds.size() > 1) {
      throw RequestRejected.invalidField(
          mixed ? IDS : kinds.getLast(), "send it alone, without another place to begin at");
    }
    if (ids.size() > MOST_IDS) {
      throw RequestRejected.invalidField(IDS, "it has more than %d ids".formatted(MOST_IDS));
    }
  }

  /** Those that are there; of others nothing is said. */
  private List<StoredFile> named(Owner owner, List<String> ids) {
    List<StoredFile> found = new ArrayList<>();
    for (String id : ids) {
      try {
        found.add(files.find(owner, Ids.file(id)));
      } catch (UploadRejected e) {
        if (!(e.refusal() instanceof Refusal.NotFound || e.refusal() instanceof Refusal.Gone)) {
          throw e;
        }
      }
    }
    found.sort(Comparator.comparing(StoredFile::createdAt).reversed());
    return found;
  }

  private FileQuery.Position position(Owner owner, String id) {
    return FileQuery.Position.of(files.find(owner, Ids.file(id)));
  }

  private static FileQuery.Position position(String cursor) {
    return ListCursor.decode(cursor)
        .orElseThrow(
            () -> RequestRejected.invalidField("page", "it is not the 'next_page' of a page"));
  }

  @Get("/{fileId}")
  Map<String, Object> find(Authentication caller, String fileId) {
    return FileMetadata.of(files.find(CallArguments.owner(caller), Ids.file(fileId)));
  }

  @Delete("/{fileId}")
  Map<String, Object> delete(Authentication caller, String fileId) {
    files.delete(CallArguments.owner(caller), Ids.file(fileId));
    return Map.of("id", Ids.ANTHROPIC_FILE + Ids.file(fileId), "type", "file_deleted");
  }

  @Get("/{fileId}/content")
  @Produces(MediaType.ALL)
  HttpResponse<?> content(HttpRequest<?> request, Authentication caller, String fileId) {
    return ContentAnswers.of(request, files.open(CallArguments.owner(caller), Ids.file(fileId)));
  }
}
