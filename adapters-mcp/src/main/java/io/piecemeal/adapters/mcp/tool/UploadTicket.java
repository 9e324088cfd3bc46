package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.adapters.mcp.ticket.UploadAuthorization;
import io.piecemeal.application.port.in.IssueTicket;
import io.piecemeal.application.port.in.IssueTicket.IssuedTicket;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.Ticket;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets a shell or a person send the bytes, so that the model need not type them. */
@Singleton
final class UploadTicket implements Tool {

  private static final Parameter.Flag COMPLETE =
      new Parameter.Flag(
          "complete",
          Parameter.Presence.OPTIONAL,
          "false: the file stays open when all was sent, for more chunks. True by default.");

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_ticket",
          "Let another program send the bytes",
          """
          Gives a URL to which the rest of the file may be sent, once, without a key. Call it \
          after upload_create for every file that you have not in your own words: do not type a \
          file that is on a disk.
          If you can run a shell, run upload.curl with FILE replaced. Else give upload.url to the \
          person you work for: opened in a browser it is a page that takes the file. Give it to \
          nobody else; anyone who has it may send.
          Then call upload_status with wait_seconds until its status is complete, which the last \
          byte makes it; or, with complete false, until ticket.state is used, and go on. If the \
          size was not announced (ticket.total), call upload_complete when ticket.state is used. \
          A transfer that broke is sent again to the same URL. A new ticket ends the one before.\
          """,
          List.of(CommonParameters.FILE_ID, COMPLETE),
          FileView.schema()
              .object("upload", UploadAuthorization.schema(), "How the bytes are sent."),
          ToolDescription.Behaviour.ADDS,
          Scope.WRITE);

  private final IssueTicket issue;
  private final UploadAuthorization authorization;
  private final FileView facts;

  UploadTicket(IssueTicket issue, UploadAuthorization authorization, FileView facts) {
    this.issue = issue;
    this.authorization = authorization;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) {
    Ticket.Completion completion =
        arguments.findFlag(COMPLETE).orElse(true)
            ? Ticket.Completion.COMPLETES_FILE
            : Ticket.Completion.LEAVES_OPEN;
    IssuedTicket issued =
        issue.issue(owner, arguments.fileId(CommonParameters.FILE_ID), completion);
    Map<String, Object> answer = facts.of(issued.file().with(Optional.of(issued.ticket())));
    answer.put("upload", authorization.of(issued));
    return answer;
  }
}
