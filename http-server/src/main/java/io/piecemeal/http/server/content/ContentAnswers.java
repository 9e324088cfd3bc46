package io.piecemeal.http.server.content;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;

/** Answers with the bytes of a file, whole or in part, under the conditions of the request. */
public final class ContentAnswers {

  private ContentAnswers() {}

  /**
   * The answer to a GET or a HEAD of these bytes.
   *
   * @throws RequestRejected if a precondition fails or the range lies outside of the file
   */
  public static HttpResponse<?> of(HttpRequest<?> request, Content content) {
    Validators validators = Validators.of(content.file());
    Preconditions preconditions = new Preconditions(request.getHeaders(), validators);
    return switch (preconditions.verdict()) {
      case FAILED ->
          throw new RequestRejected(
              Problem.of(ProblemKind.PRECONDITION_FAILED, "The file's content has changed.")
                  .with("current_size", content.file().size().value()));
      case NOT_MODIFIED -> validated(HttpResponse.notModified(), validators);
      case PROCEED -> bytes(request, content, requested(preconditions, content.file()));
    };
  }

  private static RequestedRange requested(Preconditions preconditions, StoredFile file) {
    return preconditions
        .range()
        .map(header -> RequestedRange.parse(header, file.size()))
        .orElseGet(RequestedRange.Whole::new);
  }

  private static HttpResponse<?> bytes(
      HttpRequest<?> request, Content content, RequestedRange requested) {
    StoredFile file = content.file();
    return switch (requested) {
      case RequestedRange.Whole whole ->
          download(request, HttpStatus.OK, content, new ByteRange(ByteCount.ZERO, file.size()));
      case RequestedRange.Part part ->
          download(request, HttpStatus.PARTIAL_CONTENT, content, part.range())
              .header(HttpHeaders.CONTENT_RANGE, contentRange(part.range(), file));
      case RequestedRange.Unsatisfiable none -> throw unsatisfiable(file);
    };
  }

  private static MutableHttpResponse<?> download(
      HttpRequest<?> request, HttpStatus status, Content content, ByteRange range) {
    StoredFile file = content.file();
    MutableHttpResponse<Download> response = HttpResponse.status(status);
    if (request.getMethod() == HttpMethod.HEAD) {
      response.contentLength(range.length().value());
    } else {
      response.body(Download.begin(content, range));
    }
    return validated(response, Validators.of(file))
        // As it was declared: the framework's media types are narrower than what may be one.
        .header(HttpHeaders.CONTENT_TYPE, file.contentType().value())
        .header(HttpHeaders.ACCEPT_RANGES, "bytes")
        .header(HttpHeaders.CONTENT_DISPOSITION, Attachment.disposition(file.name()))
        .header("Content-Security-Policy", "sandbox; default-src 'none'");
  }

  private static MutableHttpResponse<?> validated(
      MutableHttpResponse<?> response, Validators validators) {
    validators.httpDate().ifPresent(date -> response.header(HttpHeaders.LAST_MODIFIED, date));
    return response
        .header(HttpHeaders.ETAG, validators.entityTag())
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache, no-transform");
  }

  private static String contentRange(ByteRange range, StoredFile file) {
    return "bytes %d-%d/%d"
        .formatted(range.start().value(), range.end().value() - 1, file.size().value());
  }

  private static RequestRejected unsatisfiable(StoredFile file) {
    return new RequestRejected(
        Problem.of(
                ProblemKind.RANGE_NOT_SATISFIABLE, "The file has %s bytes.".formatted(file.size()))
            .with("current_size", file.size().value())
            .header(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size()));
  }
}
