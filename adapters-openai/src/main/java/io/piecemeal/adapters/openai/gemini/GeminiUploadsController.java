package io.piecemeal.adapters.openai.gemini;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.address.PublicUrl;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.request.AwaitedBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Receives uploads in pieces. Each request names the offset of its piece. */
@Controller(GeminiUploadsController.PATH)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
final class GeminiUploadsController {

  static final String PATH = "/gemini/upload/v1beta/files";

  private static final String ACTIVE = "active";
  private static final String FINAL = "final";

  private final OpenUpload open;
  private final GeminiUploads uploads;
  private final FileResource resource;
  private final PublicUrl url;

  GeminiUploadsController(
      OpenUpload open, GeminiUploads uploads, FileResource resource, PublicUrl url) {
    this.open = open;
    this.uploads = uploads;
    this.resource = resource;
    this.url = url;
  }

  @Post
  HttpResponse<?> start(Authentication caller, HttpRequest<?> request) throws IOException {
    Commands commands = new Commands(request.getHeaders());
    commands.requireStart();
    StoredFile file;
    try (InputStream body = AwaitedBody.of(request)) {
      file = open.open(StartedUpload.read(commands, body).command(CallArguments.owner(caller)));
    }
    return HttpResponse.ok()
        .header(Commands.STATUS, ACTIVE)
        .header(Commands.URL, url.base() + PATH + "/" + file.id());
  }

  @Post("/{fileId}")
  HttpResponse<?> command(Authentication caller, String fileId, HttpRequest<?> request)
      throws IOException {
    Commands commands = new Commands(request.getHeaders());
    Owner owner = CallArguments.owner(caller);
    if (commands.isQuery()) {
      return state(uploads.find(owner, CallArguments.fileId(fileId)));
    }
    commands.requireBytesOrEnd();
    StoredFile file;
    try (InputStream body = AwaitedBody.of(request)) {
      file =
          commands.hasBytes()
              ? uploads.append(
                  owner,
                  CallArguments.fileId(fileId),
                  commands,
                  request.getHeaders().contentLength(),
                  body)
              : uploads.complete(owner, CallArguments.fileId(fileId));
    }
    MutableHttpResponse<?> answer = state(file);
    return file instanceof CompleteFile ? answer.body(Map.of("file", resource.of(file))) : answer;
  }

  private static MutableHttpResponse<?> state(StoredFile file) {
    return HttpResponse.ok()
        .header(Commands.STATUS, file instanceof CompleteFile ? FINAL : ACTIVE)
        .header(Commands.RECEIVED, file.size().toString());
  }
}
