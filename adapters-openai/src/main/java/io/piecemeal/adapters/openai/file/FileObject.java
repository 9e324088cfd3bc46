package io.piecemeal.adapters.openai.file;

import io.piecemeal.domain.upload.CompleteFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file as OpenAI's API shows it. */
public final class FileObject {

  private FileObject() {}

  /** All members. Bytes are never worked on here, so a file is processed once it is there. */
  public static Map<String, Object> of(CompleteFile file) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", Ids.FILE + file.id());
    members.put("object", "file");
    members.put("bytes", file.size().value());
    members.put("created_at", file.createdAt().getEpochSecond());
    members.put("expires_at", file.expiresAt().getEpochSecond());
    members.put("filename", file.name().value());
    members.put("purpose", FileNotes.of(file).purpose());
    members.put("status", "processed");
    return members;
  }
}
