package io.piecemeal.adapters.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
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
import io.piecemeal.adapters.http.wire.ChunkPageView;
import io.piecemeal.adapters.http.wire.FileView;
import io.piecemeal.adapters.http.wire.QueryValues;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.JoinParts;
import io.piecemeal.application.port.in.JoinParts.JoinCommand;
import io.piecemeal.application.port.in.ListChunks;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.OpenUploadOnce;
import io.piecemeal.application.port.in.RewindUpload;
import io.piecemeal.application.port.in.RewindUpload.RewindCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.json.Members;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Upload sessions: open, rewind, complete, cancel; appends have a way of their own. Each closes the
 * body that it is given: a short one keeps the memory that it was received into until then.
 */
@Controller("/uploads")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class UploadsController {

  private final OpenUpload open;
  private final OpenUploadOnce openOnce;
  private final CompleteUpload complete;
  private final RewindUpload rewind;
  private final DeleteFile delete;
  private final ListChunks chunks;
  private final JoinParts join;

  UploadsController(
      OpenUpload open,
      OpenUploadOnce openOnce,
      CompleteUpload complete,
      RewindUpload rewind,
      DeleteFile delete,
      ListChunks chunks,
      JoinParts join) {
    this.join = join;
    this.open = open;
    this.openOnce = openOnce;
    this.complete = complete;
    this.rewind = rewind;
    this.delete = delete;
    this.chunks = chunks;
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  HttpResponse<FileView> open(Authentication caller, HttpHeaders headers, @Body InputStream body)
      throws IOException {
    Optional<IdempotencyKey> key;
    OpenCommand command;
    try (body) {
      key = Idempotency.key(headers);
      command = openCommand(CallArguments.owner(caller), body);
    }
    return key.isPresent()
        ? Idempotency.created(openOnce.open(command, key.get()))
        : Idempotency.created(open.open(command));
  }

  private static OpenCommand openCommand(Owner owner, InputStream body) throws IOException {
    Members members = Members.read(body, Set.of("filename", "size", "sha256", "content_type"));
    return new OpenCommand(
        owner,
        FileName.of(members.requireText("filename")),
        members.text("content_type").map(ContentType::of).orElse(ContentType.OCTET_STREAM),
        new Declaration(members.count("size"), members.sha256("sha256")));
  }

  @Post("/{fileId}/complete")
  @Consumes(MediaType.APPLICATION_JSON)
  FileView complete(Authentication caller, String fileId, @Nullable @Body InputStream body)
      throws IOException {
    Members members;
    try (body) {
      members = Members.readOptionalList(body, Set.of("size", "sha256", "parts"));
    }
    Owner owner = CallArguments.owner(caller);
    FileId file = CallArguments.fileId(fileId);
    Optional<ByteCount> size = members.count("size");
    Optional<Sha256> sha256 = members.sha256("sha256");
    return FileView.of(
        members
            .texts("parts")
            // What generated clients send for a list that was not given.
            .filter(names -> !names.isEmpty())
            .map(
                names ->
                    join.complete(
                        new JoinCommand(owner, file, ByteCount.ZERO, size, PartNames.of(names)),
                        sha256))
            .orElseGet(() -> complete.complete(new CompleteCommand(owner, file, size, sha256))));
  }

  @Post("/{fileId}/rewind")
  @Consumes(MediaType.APPLICATION_JSON)
  FileView rewind(Authentication caller, String fileId, @Body InputStream body) throws IOException {
    Members members;
    try (body) {
      members = Members.read(body, Set.of("to_size", "if_size"));
    }
    return FileView.of(
        rewind.rewind(
            new RewindCommand(
                CallArguments.owner(caller),
                CallArguments.fileId(fileId),
                members.requireCount("to_size"),
                members.requireCount("if_size"))));
  }

  @Get("/{fileId}/chunks")
  ChunkPageView chunks(
      Authentication caller,
      String fileId,
      @QueryValue Optional<String> limit,
      @QueryValue Optional<String> after) {
    int most = QueryValues.limit(limit);
    ByteCount from = QueryValues.offset("after", after);
    Owner owner = CallArguments.owner(caller);
    return ChunkPageView.of(chunks.list(owner, CallArguments.fileId(fileId), from, most + 1), most);
  }

  @Delete("/{fileId}")
  HttpResponse<?> cancel(Authentication caller, String fileId) {
    delete.delete(CallArguments.owner(caller), CallArguments.fileId(fileId));
    return HttpResponse.noContent();
  }
}
