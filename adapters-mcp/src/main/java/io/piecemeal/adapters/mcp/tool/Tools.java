package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.domain.access.Scope;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** All tools, in the order in which agents are told of them. */
@Singleton
public final class Tools {

  private final List<Tool> all;

  Tools(
      UploadCreate create,
      UploadAppend append,
      UploadText text,
      UploadMany many,
      UploadTicket ticket,
      UploadStatus status,
      UploadComplete complete,
      UploadRewind rewind,
      UploadCancel cancel,
      FileList list,
      FileRead read,
      FileTicket download) {
    this.all =
        List.of(
            create, append, text, many, ticket, status, complete, rewind, cancel, list, read,
            download);
  }

  public List<Tool> all() {
    return all;
  }

  /** What a caller of the tool needs; empty if there is no such tool. */
  public Optional<Scope> needs(String name) {
    return all.stream()
        .map(Tool::description)
        .filter(tool -> tool.name().equals(name))
        .map(ToolDescription::needs)
        .findFirst();
  }
}
