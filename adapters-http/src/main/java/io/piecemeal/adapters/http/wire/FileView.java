package io.piecemeal.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.adapters.http.spelling.FileTicketView;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.http.server.text.ScanFacts;
import io.piecemeal.http.server.text.Times;
import io.piecemeal.http.server.text.WireNames;
import org.jspecify.annotations.Nullable;

/** A file as its owner sees it. The first six members are the ones that every client relies on. */
@Serdeable.Serializable
public record FileView(
    @JsonProperty("file_id") String fileId,
    String filename,
    long size,
    @JsonProperty("declared_size") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Long declaredSize,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("updated_at") String updatedAt,
    @JsonProperty("expires_at") String expiresAt,
    String status,
    int chunks,
    @JsonProperty("content_type") String contentType,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String sha256,
    @JsonProperty("detected_type") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String detectedType,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ScanView scan,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FileTicketView ticket,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean replayed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable WarningView warning) {

  /** A file as the answer to anything but an append. */
  public static FileView of(StoredFile file) {
    return of(file, null, null);
  }

  /** A file as the answer to an append. */
  public static FileView of(
      StoredFile file, @Nullable Boolean replayed, @Nullable WarningView warning) {
    return new FileView(
        file.id().value(),
        file.name().value(),
        file.size().value(),
        file.declared().size().map(ByteCount::value).orElse(null),
        Times.rfc3339(file.createdAt()),
        Times.rfc3339(file.updatedAt()),
        Times.rfc3339(file.expiresAt()),
        WireNames.of(file),
        file.chunks(),
        file.contentType().value(),
        sha256(file),
        ScanFacts.of(file).flatMap(Scan::detected).map(ContentType::value).orElse(null),
        ScanFacts.of(file).map(ScanView::of).orElse(null),
        file.ticket().map(FileTicketView::of).orElse(null),
        replayed,
        warning);
  }

  private static @Nullable String sha256(StoredFile file) {
    return switch (file) {
      case UploadSession open -> null;
      case CompleteFile complete -> complete.sha256().hex();
    };
  }
}
