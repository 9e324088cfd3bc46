package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.REQUIRED;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.adapters.mcp.progress.Progress;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends an upload. */
@Singleton
final class UploadComplete implements Tool {

  private static final Parameter.Count SIZE =
      CommonParameters.count("size", REQUIRED, "Bytes that the whole file has to have.");

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_complete",
          "Finish an upload",
          """
          Finishes an upload: the file can not be changed any more, and the answer has its sha256. \
          Give the size that the whole file has to have, so that a chunk that went missing is \
          noticed; if it differs, the upload stays open and the error says where to go on. \
          Calling it again gives the same answer.\
          """,
          List.of(CommonParameters.FILE_ID, SIZE, CommonParameters.SHA256),
          FileView.schema(),
          ToolDescription.Behaviour.ADDS_ONCE,
          Scope.WRITE);

  private final CompleteUpload complete;
  private final FileView facts;

  UploadComplete(CompleteUpload complete, FileView facts) {
    this.complete = complete;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) {
    CompleteCommand command =
        new CompleteCommand(
            owner,
            arguments.fileId(CommonParameters.FILE_ID),
            Optional.of(arguments.count(SIZE)),
            arguments.findSha256(CommonParameters.SHA256));
    return facts.of(complete.complete(command, Progress.current()::reached));
  }
}
