package io.piecemeal.adapters.openai.gemini;

import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.http.server.address.PublicUrl;
import io.piecemeal.http.server.text.Times;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files as Gemini's API shows them. */
@Singleton
final class FileResource {

  /** What is before the id in a name. */
  static final String PREFIX = "files/";

  private final PublicUrl url;

  FileResource(PublicUrl url) {
    this.url = url;
  }

  Map<String, Object> of(StoredFile file) {
    String address = url.base() + GeminiFilesController.PATH + "/" + file.id();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", PREFIX + file.id());
    members.put("displayName", file.name().value());
    members.put("mimeType", file.contentType().value());
    // As text, as all 64-bit numbers of Google's APIs.
    members.put("sizeBytes", file.size().toString());
    members.put("createTime", Times.rfc3339(file.createdAt()));
    members.put("updateTime", Times.rfc3339(file.updatedAt()));
    members.put("expirationTime", Times.rfc3339(file.expiresAt()));
    if (file instanceof CompleteFile complete) {
      byte[] digest = HexFormat.of().parseHex(complete.sha256().hex());
      members.put("sha256Hash", Base64.getEncoder().encodeToString(digest));
    }
    members.put("uri", address);
    members.put("downloadUri", address + GeminiFilesController.DOWNLOAD + "?alt=media");
    members.put("state", state(file));
    members.put("source", "UPLOADED");
    return members;
  }

  private static String state(StoredFile file) {
    return switch (file) {
      case UploadSession open -> "PROCESSING";
      case CompleteFile complete -> complete.scan().map(FileResource::state).orElse("ACTIVE");
    };
  }

  private static String state(Scan scan) {
    return switch (scan.state()) {
      case SCANNING -> "PROCESSING";
      case QUARANTINED -> "FAILED";
      case PASSED, RELEASED -> "ACTIVE";
    };
  }
}
