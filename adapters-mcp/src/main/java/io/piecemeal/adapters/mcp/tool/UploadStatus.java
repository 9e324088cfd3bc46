package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.application.port.in.AwaitChange;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Tells how far an upload is. */
@Singleton
final class UploadStatus implements Tool {

  private static final Parameter.Count WAIT_SECONDS =
      new Parameter.Count(
          "wait_seconds",
          Parameter.Presence.OPTIONAL,
          0,
          AwaitChange.LONGEST.toSeconds(),
          "Answer when something about the file has changed, or after so many seconds.");

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_status",
          "Look at an upload",
          """
          Tells how far an upload is, or what a complete file is. Call it whenever you are in \
          doubt, such as after a call without an answer or after an interruption: its size is \
          never behind what was acknowledged. Go on with upload_append at next_offset, or with \
          upload_complete.
          If an upload_ticket was given out, ticket tells how far its holder is: call this with \
          wait_seconds until status is complete, or ticket.state is used. It returns early when \
          something has changed; do not complete a file before its ticket is used.\
          """,
          List.of(CommonParameters.FILE_ID, WAIT_SECONDS),
          FileView.schema(),
          ToolDescription.Behaviour.READS,
          Scope.READ);

  private final AwaitChange changes;
  private final FileView facts;

  UploadStatus(AwaitChange changes, FileView facts) {
    this.changes = changes;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) {
    long seconds = arguments.findCount(WAIT_SECONDS).orElse(ByteCount.ZERO).value();
    return facts.of(
        changes.await(
            owner, arguments.fileId(CommonParameters.FILE_ID), Duration.ofSeconds(seconds)));
  }
}
