package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.OPTIONAL;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.application.port.in.ListFiles;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.http.server.text.ListCursor;
import io.piecemeal.mcp.protocol.schema.OutputSchema;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the owner's files. */
@Singleton
final class FileList implements Tool {

  private static final int MAX_LIMIT = 100;
  private static final ByteCount DEFAULT_LIMIT = new ByteCount(10);

  private static final Parameter.Count LIMIT =
      new Parameter.Count(
          "limit", OPTIONAL, 1, MAX_LIMIT, "The most files to list; 10 by default.");

  private static final Parameter.Text AFTER =
      new Parameter.Text("after", OPTIONAL, "The next of the page before this one.");

  private static final Parameter.Choice STATUS =
      new Parameter.Choice(
          "status", OPTIONAL, List.of("uploading", "complete"), "Only files in this state.");

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "file_list",
          "List files",
          """
          Lists your files, newest first: uploads that are not finished, and complete files. If \
          has_more is true, call it again with after set to next. upload_status tells more of one.\
          """,
          List.of(LIMIT, AFTER, STATUS),
          new OutputSchema()
              .list("files", FileView.briefSchema(), "The files of this page.")
              .always("has_more", "boolean", "Whether another page follows.")
              .sometimes("next", "string", "What to send as after for the next page."),
          ToolDescription.Behaviour.READS,
          Scope.READ);

  private final ListFiles list;

  FileList(ListFiles list) {
    this.list = list;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) {
    int limit = Math.toIntExact(arguments.findCount(LIMIT).orElse(DEFAULT_LIMIT).value());
    FilePage page =
        list.list(
            owner,
            new FileQuery(
                limit,
                arguments.find(AFTER).map(FileList::position),
                arguments.find(STATUS).map(FileList::status)));
    boolean more = page.continuation() == Continuation.MORE;
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("files", page.files().stream().map(FileView::brief).toList());
    answer.put("has_more", more);
    if (more) {
      answer.put("next", ListCursor.encode(FileQuery.Position.of(page.files().getLast())));
    }
    return answer;
  }

  private static FileQuery.Position position(String after) {
    return ListCursor.decode(after)
        .orElseThrow(() -> ArgumentRejected.invalid(AFTER.name(), "send the 'next' of a page"));
  }

  private static Status status(String name) {
    return name.equals("complete") ? Status.COMPLETE : Status.UPLOADING;
  }
}
