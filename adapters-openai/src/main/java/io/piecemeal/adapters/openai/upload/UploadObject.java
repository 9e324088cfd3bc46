package io.piecemeal.adapters.openai.upload;

import io.piecemeal.adapters.openai.file.FileNotes;
import io.piecemeal.adapters.openai.file.FileObject;
import io.piecemeal.adapters.openai.file.Ids;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.LinkedHashMap;
import java.util.Map;

/** Uploads and their parts as OpenAI's API shows them. */
final class UploadObject {

  private UploadObject() {}

  /** An upload as it is. */
  static Map<String, Object> of(StoredFile upload) {
    return switch (upload) {
      case UploadSession open -> of(open, "pending");
      case CompleteFile file -> {
        Map<String, Object> members = of(file, "completed");
        members.put("file", FileObject.of(file));
        yield members;
      }
    };
  }

  /** An upload that was cancelled just now. */
  static Map<String, Object> cancelled(UploadSession upload) {
    return of(upload, "cancelled");
  }

  private static Map<String, Object> of(StoredFile upload, String status) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", Ids.UPLOAD + upload.id());
    members.put("object", "upload");
    members.put("bytes", upload.declared().size().orElse(upload.size()).value());
    members.put("created_at", upload.createdAt().getEpochSecond());
    members.put("expires_at", upload.expiresAt().getEpochSecond());
    members.put("filename", upload.name().value());
    members.put("purpose", FileNotes.of(upload).purpose());
    members.put("status", status);
    members.put("file", null);
    return members;
  }

  /** A part; how many bytes it has tells a client that begins again what it may leave out. */
  static Map<String, Object> part(FileId upload, StoredFile part) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", Ids.PART + part.id());
    members.put("object", "upload.part");
    members.put("created_at", part.createdAt().getEpochSecond());
    members.put("upload_id", Ids.UPLOAD + upload);
    members.put("bytes", part.size().value());
    return members;
  }
}
