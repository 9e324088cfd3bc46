package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.ticket.DownloadAuthorization;
import io.piecemeal.application.port.in.IssueDownload;
import io.piecemeal.application.port.in.IssueDownload.IssuedDownload;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Lets a shell or a person fetch a file, so that its bytes need not pass the model. */
@Singleton
final class FileTicket implements Tool {

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "file_ticket",
          "Let another program fetch a file",
          """
          Gives a URL from which a complete file may be read without a key, as often as needed, \
          until download.expires_at. Call it for every file that you do not have to read yourself: \
          {"file_id":"7n7yk6mj..."}.
          If you can run a shell, run download.curl with FILE replaced, and compare sha256. Else \
          give download.url to the person you work for. Give it to nobody else; anyone who has it \
          may read the file. A file that is still uploading gets none: see upload_complete.\
          """,
          List.of(CommonParameters.FILE_ID),
          FileView.briefSchema()
              .always("sha256", "string", "SHA-256 of the whole file, 64 hex digits.")
              .object("download", DownloadAuthorization.schema(), "How the bytes are fetched."),
          ToolDescription.Behaviour.ADDS,
          Scope.READ);

  private final IssueDownload issue;
  private final DownloadAuthorization authorization;

  FileTicket(IssueDownload issue, DownloadAuthorization authorization) {
    this.issue = issue;
    this.authorization = authorization;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) {
    IssuedDownload issued = issue.issue(owner, arguments.fileId(CommonParameters.FILE_ID));
    Map<String, Object> answer = FileView.brief(issued.file());
    answer.put("sha256", issued.file().sha256().hex());
    answer.put("download", authorization.of(issued));
    return answer;
  }
}
