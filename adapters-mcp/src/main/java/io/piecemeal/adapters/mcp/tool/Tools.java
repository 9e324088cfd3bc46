package io.piecemeal.adapters.mcp.tool;

import jakarta.inject.Singleton;
import java.util.List;

/** All tools, in the order in which agents are told of them. */
@Singleton
public final class Tools {

  private final List<Tool> all;

  Tools(
      UploadCreate create,
      UploadAppend append,
      UploadText text,
      UploadTicket ticket,
      UploadStatus status,
      UploadComplete complete,
      UploadRewind rewind,
      UploadCancel cancel,
      FileList list,
      FileRead read) {
    this.all = List.of(create, append, text, ticket, status, complete, rewind, cancel, list, read);
  }

  public List<Tool> all() {
    return all;
  }
}
