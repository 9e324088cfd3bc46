package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.adapters.mcp.answer.FileFacts;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.domain.Owner;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Tells how far an upload is. */
@Singleton
final class UploadStatus implements Tool {

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_status",
          "Look at an upload",
          """
          Tells how far an upload is, or what a complete file is. Call it whenever you are in \
          doubt, such as after a call without an answer or after an interruption: its size is \
          never behind what was acknowledged. Go on with upload_append at next_offset, or with \
          upload_complete.\
          """,
          List.of(CommonParameters.FILE_ID),
          FileFacts.schema(),
          ToolDescription.Behaviour.READS);

  private final FindFile find;
  private final FileFacts facts;

  UploadStatus(FindFile find, FileFacts facts) {
    this.find = find;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) {
    return facts.of(find.find(owner, arguments.fileId(CommonParameters.FILE_ID)));
  }
}
