package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.REQUIRED;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.adapters.mcp.lines.HeldLines;
import io.piecemeal.application.port.in.RewindUpload;
import io.piecemeal.application.port.in.RewindUpload.RewindCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Takes chunks back from the end of an upload. */
@Singleton
final class UploadRewind implements Tool {

  private static final Parameter.Count TO_SIZE =
      CommonParameters.count(
          "to_size", REQUIRED, "Bytes to keep; a chunk has to end there, or 0 to keep none.");

  private static final Parameter.Count IF_SIZE =
      CommonParameters.count(
          "if_size", REQUIRED, "Bytes that the file has now; if it has others, nothing is done.");

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_rewind",
          "Take chunks back",
          """
          Removes the last chunks of an upload that is not complete, for good: keeps the first \
          to_size bytes. For mending a chunk that was wrong; then go on with upload_append at \
          next_offset. A chunk is removed as a whole, so to_size has to be where one ends; the \
          error names the nearest.\
          """,
          List.of(CommonParameters.FILE_ID, TO_SIZE, IF_SIZE),
          FileView.schema(),
          ToolDescription.Behaviour.TAKES_AWAY,
          Scope.WRITE);

  private final RewindUpload rewind;
  private final HeldLines lines;
  private final FileView facts;

  UploadRewind(RewindUpload rewind, HeldLines lines, FileView facts) {
    this.rewind = rewind;
    this.lines = lines;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) {
    FileId file = arguments.fileId(CommonParameters.FILE_ID);
    StoredFile rewound =
        rewind.rewind(
            new RewindCommand(owner, file, arguments.count(TO_SIZE), arguments.count(IF_SIZE)));
    lines.outdate(owner, file);
    return facts.of(rewound);
  }
}
