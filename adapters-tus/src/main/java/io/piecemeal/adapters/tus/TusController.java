package io.piecemeal.adapters.tus;

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
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.request.AwaitedBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The requests of tus 1.0. */
@Controller(Tus.PATH)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class TusController {

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final TusUploads uploads;
  private final FinalUploads finals;
  private final FilledUploads filled;
  private final FindFile find;
  private final DeleteFile delete;
  private final Limits limits;

  TusController(
      TusUploads uploads,
      FinalUploads finals,
      FilledUploads filled,
      FindFile find,
      DeleteFile delete,
      Limits limits) {
    this.uploads = uploads;
    this.finals = finals;
    this.filled = filled;
    this.find = find;
    this.delete = delete;
    this.limits = limits;
  }

  /** What is spoken here; browsers ask before they have a key. */
  @Options
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> capabilities() {
    return HttpResponse.noContent()
        .header(Tus.VERSIONS, Tus.VERSION)
        .header("Tus-Extension", Tus.EXTENSIONS)
        .header("Tus-Checksum-Algorithm", CheckedStream.ALGORITHMS)
        .header("Tus-Max-Size", limits.session().toString());
  }

  @Options("/{fileId}")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> capabilitiesOfOne(String fileId) {
    return capabilities();
  }

  @Post
  HttpResponse<?> create(Authentication caller, HttpRequest<?> request) throws IOException {
    UploadHead head = UploadHead.of(request);
    try (InputStream content = AwaitedBody.of(request)) {
      head.requireVersion();
      StoredFile file =
          TusProblems.translate(() -> uploads.create(CallArguments.owner(caller), head, content));
      MutableHttpResponse<?> answer = HttpResponse.created(URI.create(Tus.PATH + "/" + file.id()));
      expiry(answer, file);
      if (head.hasBody()) {
        answer.header(Tus.OFFSET, file.size().toString());
      }
      return answer;
    } catch (CheckedStream.MismatchException _) {
      return checksumMismatch();
    }
  }

  /** A status that only this protocol has. */
  private static HttpResponse<?> checksumMismatch() {
    return HttpResponse.status(460, "Checksum Mismatch");
  }

  /**
   * Also answers HEAD, which has no other answer than GET here. Waits for nothing, unless a join of
   * parts or the completion was left to do. A final upload has no offset before it has its bytes.
   */
  @Get("/{fileId}")
  HttpResponse<?> look(Authentication caller, String fileId, HttpRequest<?> request)
      throws IOException {
    UploadHead.of(request).requireNoOtherVersion();
    StoredFile found = find.find(CallArguments.owner(caller), CallArguments.fileId(fileId));
    StoredFile file = TusProblems.translate(() -> filled.settled(finals.settled(found)));
    MutableHttpResponse<?> answer =
        HttpResponse.noContent().header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (!FinalUploads.isWaiting(file)) {
      answer.header(Tus.OFFSET, file.size().toString());
    }
    finals
        .length(file)
        .ifPresentOrElse(
            length -> answer.header(Tus.LENGTH, length.toString()),
            () -> answer.header(Tus.DEFER_LENGTH, "1"));
    Terms terms = Terms.of(file);
    if (!terms.metadata().isEmpty()) {
      answer.header(Tus.METADATA, terms.metadata());
    }
    if (!terms.concat().isEmpty()) {
      answer.header(Tus.CONCAT, terms.concat());
    }
    expiry(answer, file);
    return answer;
  }

  @Patch("/{fileId}")
  HttpResponse<?> append(Authentication caller, String fileId, HttpRequest<?> request)
      throws IOException {
    UploadHead head = UploadHead.of(request);
    try (InputStream content = AwaitedBody.of(request)) {
      head.requireVersion();
      StoredFile file =
          TusProblems.translate(
              () ->
                  uploads.append(
                      CallArguments.owner(caller), CallArguments.fileId(fileId), head, content));
      MutableHttpResponse<?> answer =
          HttpResponse.noContent().header(Tus.OFFSET, file.size().toString());
      expiry(answer, file);
      return answer;
    } catch (CheckedStream.MismatchException _) {
      return checksumMismatch();
    }
  }

  @Delete("/{fileId}")
  HttpResponse<?> terminate(Authentication caller, String fileId, HttpRequest<?> request) {
    UploadHead.of(request).requireVersion();
    delete.delete(CallArguments.owner(caller), CallArguments.fileId(fileId));
    return HttpResponse.noContent();
  }

  private static void expiry(MutableHttpResponse<?> answer, StoredFile file) {
    Instant expiry = file.expiresAt();
    answer.header(Tus.EXPIRES, HTTP_DATE.format(expiry));
  }
}
