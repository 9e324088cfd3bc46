package io.piecemeal.adapters.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
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
import io.piecemeal.application.port.in.AwaitChange;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.application.port.in.ListFiles;
import io.piecemeal.application.port.in.StoreFile;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StoreFileOnce;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.form.Boundary;
import io.piecemeal.http.server.form.FormFile;
import io.piecemeal.http.server.form.FormReader;
import io.piecemeal.http.server.guard.GuardedUploads;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.request.AwaitedBody;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Files: store directly, list, look at, delete. */
@Controller("/files")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class FilesController {

  private final StoreFile store;
  private final StoreFileOnce storeOnce;
  private final AwaitChange changes;
  private final ListFiles list;
  private final DeleteFile delete;
  private final GuardedUploads uploads;

  FilesController(
      StoreFile store,
      StoreFileOnce storeOnce,
      AwaitChange changes,
      ListFiles list,
      DeleteFile delete,
      GuardedUploads uploads) {
    this.store = store;
    this.storeOnce = storeOnce;
    this.changes = changes;
    this.list = list;
    this.delete = delete;
    this.uploads = uploads;
  }

  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  HttpResponse<FileView> store(Authentication caller, HttpRequest<?> request, HttpHeaders headers)
      throws IOException {
    try (InputStream form = AwaitedBody.of(request)) {
      Optional<IdempotencyKey> key = Idempotency.key(headers);
      Boundary boundary = Boundary.of(headers.get(HttpHeaders.CONTENT_TYPE));
      Owner owner = CallArguments.owner(caller);
      IdempotentAnswer answer =
          uploads.receive(
              HttpFacts.FORM,
              owner,
              form,
              paced -> store(owner, FormReader.read(paced, boundary), key),
              Result::of);
      return Idempotency.created(answer);
    }
  }

  private IdempotentAnswer store(Owner owner, FormFile file, Optional<IdempotencyKey> key)
      throws IOException {
    StoreCommand command = new StoreCommand(owner, file.name(), file.contentType(), file.content());
    return key.isPresent()
        ? storeOnce.store(command, key.get())
        : new IdempotentAnswer(store.store(command), IdempotentAnswer.Turn.FIRST);
  }

  @Get
  FilePageView list(
      HttpRequest<?> request,
      Authentication caller,
      @QueryValue Optional<String> limit,
      @QueryValue Optional<String> after,
      @QueryValue Optional<String> status) {
    if (request.getPath().endsWith("/")) {
      // The router takes an id that a client left empty for no id at all.
      throw new RequestRejected(
          Problem.of(ProblemKind.NOT_FOUND, "The file's id is empty. For the list: GET /files."));
    }
    FileQuery query =
        new FileQuery(
            QueryValues.limit(limit), QueryValues.after(after), QueryValues.status(status));
    return FilePageView.of(list.list(CallArguments.owner(caller), query));
  }

  @Get("/{fileId}")
  FileView find(Authentication caller, String fileId, @QueryValue Optional<String> wait) {
    Duration atMost = QueryValues.wait(wait);
    return FileView.of(
        changes.await(CallArguments.owner(caller), CallArguments.fileId(fileId), atMost));
  }

  @Delete("/{fileId}")
  HttpResponse<?> delete(Authentication caller, String fileId) {
    delete.delete(CallArguments.owner(caller), CallArguments.fileId(fileId));
    return HttpResponse.noContent();
  }
}
