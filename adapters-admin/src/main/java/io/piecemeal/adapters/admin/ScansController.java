package io.piecemeal.adapters.admin;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.piecemeal.application.port.in.ManageScans;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.text.ScanFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What operators do about the scans of files. */
@Controller("/admin/files")
@Secured(AdminRole.NAME)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ScansController {

  private final ManageScans scans;

  ScansController(ManageScans scans) {
    this.scans = scans;
  }

  @Post("/{fileId}/release")
  Map<String, Object> release(String fileId) {
    return view(
        scans.release(file(fileId)),
        "There is no complete file with this id that is to be scanned.");
  }

  @Post("/{fileId}/scan")
  Map<String, Object> scan(String fileId) {
    return view(scans.again(file(fileId)), "There is no complete file with this id.");
  }

  /** What cannot be an id is none of a file. */
  private static FileId file(String text) {
    try {
      return new FileId(text);
    } catch (IllegalArgumentException e) {
      throw Fields.notFound("There is no complete file with this id.");
    }
  }

  private static Map<String, Object> view(Optional<CompleteFile> found, String otherwise) {
    CompleteFile file = found.orElseThrow(() -> Fields.notFound(otherwise));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file_id", file.id().value());
    members.put("owner", file.owner().value());
    ScanFacts.put(members, file);
    return members;
  }
}
