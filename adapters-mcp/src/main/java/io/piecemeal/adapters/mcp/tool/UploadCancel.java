package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.mcp.protocol.schema.OutputSchema;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives an upload up, or deletes a complete file, which is the same. */
@Singleton
final class UploadCancel implements Tool {

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_cancel",
          "Delete an upload or a file",
          """
          Gives an upload up, or deletes a complete file: its bytes are gone for good. Calling it \
          again for a file that is gone gives the same answer. Files also go by themselves, at \
          their expires_at.\
          """,
          List.of(CommonParameters.FILE_ID),
          FileView.withChunkSizes(
              new OutputSchema()
                  .always("file_id", "string", "The file that is gone.")
                  .always("status", "string", "'gone'.")
                  .always("size", "integer", "0: there is nothing left.")
                  .always("next_offset", "integer", "0: a new upload begins there.")),
          ToolDescription.Behaviour.TAKES_AWAY,
          Scope.DELETE);

  private final DeleteFile delete;
  private final FileView facts;

  UploadCancel(DeleteFile delete, FileView facts) {
    this.delete = delete;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) {
    FileId file = arguments.fileId(CommonParameters.FILE_ID);
    deleteOnce(owner, file);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("file_id", file.value());
    answer.put("status", "gone");
    answer.put("size", 0);
    answer.put("next_offset", 0);
    facts.putChunkSizes(answer);
    return answer;
  }

  /** Who did not get the answer asks again, and is not to be told that something went wrong. */
  private void deleteOnce(Owner owner, FileId file) {
    try {
      delete.delete(owner, file);
    } catch (UploadRejected e) {
      if (!(e.refusal() instanceof Refusal.Gone)) {
        throw e;
      }
    }
  }
}
