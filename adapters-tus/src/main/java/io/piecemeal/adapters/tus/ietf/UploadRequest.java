package io.piecemeal.adapters.tus.ietf;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.adapters.tus.Refusals;
import io.piecemeal.adapters.tus.UploadMetadata;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.form.DispositionName;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.request.DigestField;
import io.piecemeal.http.server.text.StructuredFields;
import java.util.Optional;

/** The fields of a request, read as its revision of the draft has them. */
record UploadRequest(HttpHeaders headers, Interop interop) {

  private static final FileName UNNAMED = new FileName("unnamed");

  static UploadRequest of(HttpHeaders headers) {
    return new UploadRequest(headers, Interop.of(headers));
  }

  /**
   * Whether the upload is complete with this request.
   *
   * @throws RequestRejected if that is not said
   */
  boolean completes() {
    String field = interop.completenessField();
    return StructuredFields.bool(headers.getAll(field))
        .map(interop::isComplete)
        .orElseThrow(
            () ->
                Refusals.badField(
                    field,
                    "send %s if the upload ends with this request, else %s"
                        .formatted(
                            interop.completenessValue(true), interop.completenessValue(false))));
  }

  /** A number of bytes; empty if the field is not there, or says nothing. */
  Optional<ByteCount> count(String name) {
    return StructuredFields.integer(headers.getAll(name)).stream()
        .filter(value -> value >= 0)
        .mapToObj(ByteCount::new)
        .findFirst();
  }

  /** How many bytes the body has, if that is said. */
  Optional<ByteCount> bodyLength() {
    return hasUntoldLength()
        ? Optional.empty()
        : Optional.of(new ByteCount(headers.contentLength().orElse(0)));
  }

  /** Whether there is a body, as far as the head tells. */
  boolean hasBody() {
    return hasUntoldLength() || headers.contentLength().orElse(0) > 0;
  }

  private boolean hasUntoldLength() {
    return headers.contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** The digest that the body has to have. */
  Optional<Sha256> contentDigest() {
    return DigestField.read(headers, Ietf.CONTENT_DIGEST);
  }

  /** The digest that the whole file has to have. */
  Optional<Sha256> fileDigest() {
    return DigestField.read(headers, Ietf.REPR_DIGEST);
  }

  /**
   * @throws RequestRejected with 415
   */
  void requireAppendType() {
    String type = headers.findFirst(HttpHeaders.CONTENT_TYPE).orElse("").split(";", 2)[0].strip();
    boolean unsaid = type.isEmpty() && !hasBody();
    if (interop.requiresPartialType() && !unsaid && !type.equalsIgnoreCase(Ietf.PARTIAL)) {
      throw Refusals.of(
          ProblemKind.UNSUPPORTED_MEDIA_TYPE,
          "Send the bytes as Content-Type: " + Ietf.PARTIAL + ".");
    }
  }

  /** By Content-Disposition, or as clients of tus say it. */
  FileName name() {
    return headers
        .findFirst(HttpHeaders.CONTENT_DISPOSITION)
        .flatMap(DispositionName::of)
        .or(() -> metadata().map(UploadMetadata::name))
        .orElse(UNNAMED);
  }

  /** What is no media type is none that was given: clients pass on what a system told them. */
  ContentType type() {
    try {
      Optional<ContentType> metadata = metadata().map(UploadMetadata::type);
      return metadata.orElseGet(
          () ->
              headers
                  .findFirst(HttpHeaders.CONTENT_TYPE)
                  .map(ContentType::of)
                  .orElse(ContentType.OCTET_STREAM));
    } catch (UploadRejected _) {
      return ContentType.OCTET_STREAM;
    }
  }

  private Optional<UploadMetadata> metadata() {
    return headers.findFirst(Ietf.METADATA).map(UploadMetadata::parse);
  }
}
