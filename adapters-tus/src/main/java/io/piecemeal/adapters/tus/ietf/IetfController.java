package io.piecemeal.adapters.tus.ietf;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.call.FileJson;
import io.piecemeal.http.server.interim.InterimAnswers;
import io.piecemeal.http.server.key.KnownCallers;
import io.piecemeal.http.server.request.AwaitedBody;
import io.piecemeal.http.server.request.DigestField;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/** The requests of the protocol; those that come to {@code /files} are taken here, too. */
@Controller(Ietf.PATH)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class IetfController {

  private final CreatedUploads created;
  private final IetfUploads uploads;
  private final UploadLimit limit;
  private final FileJson json;

  IetfController(CreatedUploads created, IetfUploads uploads, UploadLimit limit, FileJson json) {
    this.created = created;
    this.uploads = uploads;
    this.limit = limit;
    this.json = json;
  }

  /** What may be sent; clients ask before they send a long body, and browsers without a key. */
  @Options
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> limits(HttpHeaders headers) {
    MutableHttpResponse<?> answer = HttpResponse.noContent();
    limit.of(Interop.of(headers)).ifPresent(value -> answer.header(Ietf.LIMIT, value));
    return answer;
  }

  @Options("/{fileId}")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> limitsOfOne(HttpHeaders headers, String fileId) {
    return limits(headers);
  }

  @Post
  HttpResponse<?> create(HttpRequest<?> call, Authentication caller, HttpHeaders headers)
      throws IOException {
    UploadRequest request = UploadRequest.of(headers);
    try (InputStream content = AwaitedBody.of(call)) {
      Sent sent = new Sent(request, content, InterimAnswers.to(call));
      StoredFile file = created.create(CallArguments.owner(caller), sent);
      return request.completes()
          ? ended(HttpResponse.<Object>created(URI.create("/files/" + file.id())), request, file)
          : goesOn(HttpResponse.created(URI.create(Ietf.PATH + "/" + file.id())), request, file);
    }
  }

  /** Also answers HEAD, which has no other answer than GET here. */
  @Get("/{fileId}")
  HttpResponse<?> look(Authentication caller, HttpHeaders headers, String fileId) {
    Interop interop = Interop.of(headers);
    StoredFile file = uploads.look(KnownCallers.of(caller), CallArguments.fileId(fileId));
    MutableHttpResponse<?> answer =
        HttpResponse.noContent().header(HttpHeaders.CACHE_CONTROL, "no-store");
    length(file).ifPresent(length -> answer.header(Ietf.LENGTH, length.toString()));
    if (file instanceof CompleteFile complete && DigestField.isWanted(headers)) {
      answer.header(Ietf.REPR_DIGEST, DigestField.write(complete.sha256()));
    }
    return state(answer, interop, file, file instanceof CompleteFile);
  }

  private static Optional<ByteCount> length(StoredFile file) {
    return switch (file) {
      case CompleteFile complete -> Optional.of(complete.size());
      case UploadSession session -> session.declared().size();
    };
  }

  @Patch("/{fileId}")
  HttpResponse<?> append(
      HttpRequest<?> call, Authentication caller, HttpHeaders headers, String fileId)
      throws IOException {
    UploadRequest request = UploadRequest.of(headers);
    try (InputStream content = AwaitedBody.of(call)) {
      Sent sent = new Sent(request, content, InterimAnswers.to(call));
      StoredFile file =
          uploads.append(CallArguments.owner(caller), CallArguments.fileId(fileId), sent);
      return request.completes()
          ? ended(HttpResponse.<Object>ok(), request, file)
          : goesOn(HttpResponse.noContent(), request, file);
    }
  }

  @Delete("/{fileId}")
  HttpResponse<?> cancel(Authentication caller, String fileId) {
    uploads.cancel(CallArguments.owner(caller), CallArguments.fileId(fileId));
    return HttpResponse.noContent();
  }

  private HttpResponse<?> goesOn(
      MutableHttpResponse<?> answer, UploadRequest request, StoredFile file) {
    return state(answer, request.interop(), file, false);
  }

  /** What it is now that all of it is there. */
  private HttpResponse<?> ended(
      MutableHttpResponse<Object> answer, UploadRequest request, StoredFile file) {
    if (file instanceof CompleteFile complete) {
      answer.header(Ietf.REPR_DIGEST, DigestField.write(complete.sha256()));
    }
    return state(answer, request.interop(), file, true)
        .body(json.of(file))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private <T> MutableHttpResponse<T> state(
      MutableHttpResponse<T> answer, Interop interop, StoredFile file, boolean complete) {
    answer
        .header(interop.completenessField(), interop.completenessValue(complete))
        .header(Ietf.OFFSET, file.size().toString());
    limit.of(interop, file).ifPresent(value -> answer.header(Ietf.LIMIT, value));
    return answer;
  }
}
