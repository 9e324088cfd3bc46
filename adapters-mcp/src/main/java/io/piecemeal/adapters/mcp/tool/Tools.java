package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.domain.access.Scope;
import jakarta.inject.Singleton;
import java.util.ArrayList;
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
      UploadFromPerson person,
      UploadStatus status,
      UploadComplete complete,
      UploadRewind rewind,
      UploadCancel cancel,
      FileList list,
      FileRead read,
      FileTicket download,
      Optional<UploadFromUrl> fromUrl,
      Optional<UploadFile> file) {
    List<Tool> tools =
        new ArrayList<>(
            List.of(
                create, append, text, many, ticket, person, status, complete, rewind, cancel, list,
                read, download));
    // Where one is off, agents need not know of it.
    fromUrl.ifPresent(tools::add);
    file.ifPresent(tools::add);
    this.all = List.copyOf(tools);
  }

  public List<Tool> all() {
    return all;
  }

  /** What a caller of the tool needs; empty if there is no such tool. */
  public Optional<Scope> needs(String name) {
    return find(name).map(tool -> tool.description().needs());
  }

  /** The tool of this name, if it is one that may ask. */
  public Optional<AskingTool> asking(String name) {
    return find(name).filter(AskingTool.class::isInstance).map(AskingTool.class::cast);
  }

  private Optional<Tool> find(String name) {
    return all.stream().filter(tool -> tool.description().name().equals(name)).findFirst();
  }
}
