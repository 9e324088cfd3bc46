package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.OpenUploadOnce;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.StoredFile;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens an upload session. */
@Singleton
final class UploadCreate implements Tool {

  private static final Parameter.Count SIZE =
      CommonParameters.count(
          "size",
          Parameter.Presence.OPTIONAL,
          "Bytes of the whole file, if known for certain. The upload completes itself when they are"
              + " there, and more are refused.");

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_create",
          "Begin an upload",
          """
          Begins an upload: makes an empty file that takes chunks, and gives its file_id. Then send \
          the bytes with upload_append, from offset 0 on, and finish with upload_complete. For a \
          text of a few kilobytes call upload_text instead, which does all of it at once.
          With size or sha256 the file can only be read once it is complete; leave out what you \
          are not certain of. With an idempotency_key a call whose answer got lost can be made \
          again without a second file.\
          """,
          List.of(
              CommonParameters.FILENAME,
              SIZE,
              CommonParameters.SHA256,
              CommonParameters.CONTENT_TYPE,
              CommonParameters.IDEMPOTENCY_KEY),
          FileView.schema(),
          ToolDescription.Behaviour.ADDS,
          Scope.WRITE);

  private final OpenUpload open;
  private final OpenUploadOnce openOnce;
  private final FileView facts;

  UploadCreate(OpenUpload open, OpenUploadOnce openOnce, FileView facts) {
    this.open = open;
    this.openOnce = openOnce;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) {
    OpenCommand command =
        new OpenCommand(
            owner,
            FileName.of(arguments.text(CommonParameters.FILENAME)),
            arguments
                .find(CommonParameters.CONTENT_TYPE)
                .map(ContentType::of)
                .orElse(ContentType.OCTET_STREAM),
            new Declaration(
                arguments.findCount(SIZE), arguments.findSha256(CommonParameters.SHA256)));
    Optional<IdempotencyKey> key =
        arguments.find(CommonParameters.IDEMPOTENCY_KEY).map(IdempotencyKey::new);
    StoredFile file =
        key.isPresent() ? openOnce.open(command, key.get()).file() : open.open(command);
    return facts.of(file);
  }
}
