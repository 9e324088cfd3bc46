package io.piecemeal.adapters.openai.upload;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.adapters.openai.OpenAiFacts;
import io.piecemeal.adapters.openai.body.JsonObject;
import io.piecemeal.adapters.openai.file.FileNotes;
import io.piecemeal.adapters.openai.file.FormUploads;
import io.piecemeal.adapters.openai.file.Ids;
import io.piecemeal.adapters.openai.file.ListPage;
import io.piecemeal.adapters.openai.file.Query;
import io.piecemeal.adapters.openai.file.Refused;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.application.port.in.ListParts;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.StorePart;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.form.FormShape;
import io.piecemeal.http.server.json.Members;
import io.piecemeal.http.server.limits.LimitsView;
import io.piecemeal.http.server.problem.BodyProblems;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.request.AwaitedBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Uploads of many parts, which come side by side and in any order. Beside what OpenAI has, an
 * upload and its parts can be looked at, so that a client that begins again goes on.
 */
@Controller("/openai/v1/uploads")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class UploadsController {

  /** A part has no name of its own; examples send it as a plain field. */
  private static final FormShape PART =
      new FormShape("data", Optional.of(new FileName("part")), Set.of());

  private final OpenUpload open;
  private final StorePart store;
  private final ListParts parts;
  private final OpenUploads uploads;
  private final CompletedUploads completed;
  private final FormUploads forms;
  private final JsonParts json;

  UploadsController(
      OpenUpload open,
      StorePart store,
      ListParts parts,
      OpenUploads uploads,
      CompletedUploads completed,
      FormUploads forms,
      JsonParts json) {
    this.json = json;
    this.open = open;
    this.store = store;
    this.parts = parts;
    this.uploads = uploads;
    this.completed = completed;
    this.forms = forms;
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  Map<String, Object> create(Authentication caller, @Body InputStream body) throws IOException {
    JsonObject members;
    try (body) {
      members =
          JsonObject.read(
              body, Set.of("bytes", "filename", "mime_type", "purpose", "expires_after"));
    }
    return UploadObject.of(
        Refused.naming(
            "expires_after[seconds]",
            () -> open.open(command(CallArguments.owner(caller), members))));
  }

  private static OpenCommand command(Owner owner, JsonObject members) {
    JsonObject expiry = members.object("expires_after", Set.of("anchor", "seconds"));
    FileNotes notes =
        FileNotes.of(members.text("purpose"), expiry.text("anchor"), expiry.count("seconds"));
    return new OpenCommand(
        owner,
        FileName.of(members.requireText("filename")),
        ContentType.of(members.requireText("mime_type")),
        new Declaration(
            Optional.of(new ByteCount(members.requireCount("bytes"))), Optional.empty()),
        SessionTerms.NONE.with(notes.metadata()),
        notes.lifetime());
  }

  @Get("/{uploadId}")
  Map<String, Object> find(Authentication caller, String uploadId) {
    return UploadObject.of(uploads.find(CallArguments.owner(caller), Ids.file(uploadId)));
  }

  /** A form, as at OpenAI; or JSON, for callers that send no forms. */
  @Post("/{uploadId}/parts")
  @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON})
  Map<String, Object> addPart(
      HttpRequest<?> request, Authentication caller, String uploadId, HttpHeaders headers)
      throws IOException {
    FileId upload = Ids.file(uploadId);
    Owner owner = CallArguments.owner(caller);
    boolean isJson =
        headers.contentType().filter(MediaType.APPLICATION_JSON_TYPE::matches).isPresent();
    StoredFile part =
        OpenUploads.change(
            () ->
                isJson
                    ? json.store(owner, upload, body(request), announced(headers))
                    : storeForm(owner, upload, headers, AwaitedBody.of(request)));
    return UploadObject.part(upload, part);
  }

  private StoredFile storeForm(Owner owner, FileId upload, HttpHeaders headers, InputStream body)
      throws IOException {
    PartCap.require(headers);
    // Before it is read, so that nobody sends a part for an upload that takes none.
    uploads.find(owner, upload).requireOpen();
    return forms.receive(
        OpenAiFacts.OPENAI,
        owner,
        headers,
        PART,
        body,
        file -> store.store(owner, upload, PartCap.bounded(file.content())));
  }

  private static InputStream body(HttpRequest<?> request) {
    return AwaitedBody.find(request).orElseThrow(() -> new RequestRejected(BodyProblems.absent()));
  }

  private static Optional<ByteCount> announced(HttpHeaders headers) {
    return headers.contentLength().stream().mapToObj(ByteCount::new).findFirst();
  }

  @Get("/{uploadId}/parts")
  Map<String, Object> listParts(HttpRequest<?> request, Authentication caller, String uploadId) {
    Query query = Query.of(request, Set.of("limit", "after"));
    int limit =
        query.limit(
            LimitsView.MAX_PAGE_ENTRIES, LimitsView.MAX_PAGE_ENTRIES, LimitsView.MAX_PAGE_ENTRIES);
    Owner owner = CallArguments.owner(caller);
    FileId upload = uploads.find(owner, Ids.file(uploadId)).id();
    Optional<FileQuery.Position> after = query.text("after").map(id -> position(owner, id));
    FilePage page = parts.list(owner, upload, after, limit);
    return ListPage.of(page, part -> UploadObject.part(upload, part));
  }

  private FileQuery.Position position(Owner owner, String part) {
    FileId id = Ids.part(part).orElseThrow(() -> new UploadRejected(new Refusal.NotFound()));
    return uploads.positionOfPart(owner, id);
  }

  @Post("/{uploadId}/complete")
  @Consumes(MediaType.APPLICATION_JSON)
  Map<String, Object> complete(Authentication caller, String uploadId, @Body InputStream body)
      throws IOException {
    Members members;
    try (body) {
      members = Members.readOptionalList(body, Set.of("part_ids", "md5"));
    }
    List<String> names =
        members.texts("part_ids").orElseThrow(() -> Members.missingField("part_ids"));
    return UploadObject.of(
        OpenUploads.change(
            () ->
                completed.complete(
                    CallArguments.owner(caller), Ids.file(uploadId), names, members.text("md5"))));
  }

  @Post("/{uploadId}/cancel")
  @Consumes(MediaType.ALL)
  Map<String, Object> cancel(Authentication caller, String uploadId) throws IOException {
    return UploadObject.cancelled(
        OpenUploads.change(() -> uploads.cancel(CallArguments.owner(caller), Ids.file(uploadId))));
  }
}
