package io.piecemeal.adapters.admin;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.piecemeal.application.port.in.ScrubFiles.Verdict;
import io.piecemeal.application.port.in.WatchScrub;
import io.piecemeal.application.port.in.WatchScrub.Last;
import io.piecemeal.application.port.in.WatchScrub.Progress;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.http.server.text.Times;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far this process is with reading files to find damage. */
@Controller("/admin/scrub")
@Secured(AdminRole.NAME)
final class ScrubController {

  private final WatchScrub scrub;

  ScrubController(WatchScrub scrub) {
    this.scrub = scrub;
  }

  @Get
  Map<String, Object> progress() {
    Progress progress = scrub.progress();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("files", progress.files());
    members.put("bytes", progress.bytes().value());
    members.put("damaged", progress.damaged());
    progress.known().ifPresent(known -> members.put("damaged_files", known.files()));
    progress.finished().ifPresent(time -> members.put("finished_at", Times.rfc3339(time)));
    progress.last().ifPresent(last -> add(members, last));
    return members;
  }

  /** Files are read in the order of their shards, so that the last one's tells how far that is. */
  private static void add(Map<String, Object> members, Last last) {
    members.put("shard", last.scrubbed().file().shard().number());
    members.put("shards", Shard.COUNT);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("file_id", last.scrubbed().file().value());
    file.put("size", last.scrubbed().size().value());
    file.put("verdict", name(last.scrubbed().verdict()));
    file.put("read_at", Times.rfc3339(last.at()));
    members.put("last", file);
  }

  private static String name(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Whole _ -> "whole";
      case Verdict.Damaged _ -> "damaged";
      case Verdict.Changed _ -> "changed";
    };
  }
}
