package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.OPTIONAL;

import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.adapters.mcp.elicit.AskedFile;
import io.piecemeal.adapters.mcp.elicit.PersonFiles;
import io.piecemeal.adapters.mcp.elicit.RequestStates;
import io.piecemeal.adapters.mcp.elicit.Round;
import io.piecemeal.adapters.mcp.ticket.UploadAuthorization;
import io.piecemeal.application.port.in.IssueTicket;
import io.piecemeal.application.port.in.IssueTicket.IssuedTicket;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.http.server.address.TicketUrls;
import io.piecemeal.mcp.protocol.revision.ClientInput;
import io.piecemeal.mcp.protocol.revision.ClientInput.Action;
import io.piecemeal.mcp.protocol.revision.ClientInput.Pages;
import io.piecemeal.mcp.protocol.revision.InputRequired;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Has a person choose a file on the page of a ticket, which their client opens where it can. */
@Singleton
final class UploadFromPerson implements AskingTool {

  private static final String NAME = "upload_from_person";

  /** The question's name in {@code inputRequests} and {@code inputResponses}. */
  private static final String QUESTION = "send";

  /** What the page takes for no name at all. */
  private static final String UNNAMED = "file";

  /** Characters: hosts show it in a dialog. */
  private static final int LONGEST_MESSAGE = 500;

  private static final Parameter.Text FILENAME =
      new Parameter.Text(
          "filename", OPTIONAL, "What the file is to be called, such as report.pdf, if you know.");

  private static final Parameter.Text MESSAGE =
      new Parameter.Text(
          "message",
          OPTIONAL,
          "What the person is told: which file, and what for. At most 500 characters.");

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          NAME,
          "Ask the person for a file",
          """
          Asks the person you work for to send a file from their computer or phone, on a page that \
          they open in a browser. Call it for a file that only they have, and say in message which \
          one: {"filename":"invoice.pdf","message":"Please send the invoice of May."}.
          If your client can open pages, the answer is the complete file, or the error declined or \
          cancelled; then ask in words before you call again. Else the answer has upload.url: give \
          that to the person and to nobody else, and call upload_status with wait_seconds until \
          its status is complete.\
          """,
          List.of(FILENAME, CommonParameters.CONTENT_TYPE, MESSAGE),
          FileView.schema()
              .optionalObject(
                  "upload",
                  UploadAuthorization.schema(),
                  "How the bytes are sent, if the client opens no pages."),
          ToolDescription.Behaviour.ADDS,
          Scope.WRITE);

  private final OpenUpload open;
  private final IssueTicket issue;
  private final PersonFiles files;
  private final RequestStates states;
  private final TicketUrls urls;
  private final UploadAuthorization authorization;
  private final FileView facts;

  UploadFromPerson(
      OpenUpload open,
      IssueTicket issue,
      PersonFiles files,
      RequestStates states,
      TicketUrls urls,
      UploadAuthorization authorization,
      FileView facts) {
    this.open = open;
    this.issue = issue;
    this.files = files;
    this.states = states;
    this.urls = urls;
    this.authorization = authorization;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) {
    requireShort(arguments);
    IssuedTicket issued = begin(owner, arguments);
    Map<String, Object> answer = facts.of(issued.file().with(Optional.of(issued.ticket())));
    answer.put("upload", authorization.of(issued));
    return answer;
  }

  @Override
  public Reply reply(Owner owner, Arguments arguments, ClientInput input) {
    Round round = round(owner, arguments);
    if (input.requestState().isPresent()) {
      return goOn(round, states.open(round, input.requestState().get()), input);
    }
    if (input.pages() == Pages.OPENED && states.areGiven()) {
      requireShort(arguments);
      return ask(round, AskedFile.of(begin(owner, arguments)));
    }
    return new Reply.Done(call(owner, arguments));
  }

  private static Round round(Owner owner, Arguments arguments) {
    return new Round(
        owner,
        NAME,
        DESCRIPTION.parameters().stream()
            .filter(arguments::has)
            .collect(Collectors.toMap(Parameter::name, arguments::text)));
  }

  private static void requireShort(Arguments arguments) {
    if (arguments.find(MESSAGE).filter(text -> text.length() > LONGEST_MESSAGE).isPresent()) {
      throw ArgumentRejected.invalid(
          MESSAGE.name(), "send at most %d characters".formatted(LONGEST_MESSAGE));
    }
  }

  private IssuedTicket begin(Owner owner, Arguments arguments) {
    OpenCommand command =
        new OpenCommand(
            owner,
            FileName.of(arguments.find(FILENAME).orElse(UNNAMED)),
            arguments
                .find(CommonParameters.CONTENT_TYPE)
                .map(ContentType::of)
                .orElse(ContentType.OCTET_STREAM),
            new Declaration(Optional.empty(), Optional.empty()));
    return issue.issue(owner, open.open(command).id(), Ticket.Completion.COMPLETES_FILE);
  }

  private Reply ask(Round round, AskedFile asked) {
    String url = urls.of(asked.token());
    String message =
        round.arguments().getOrDefault(MESSAGE.name(), "Please send a file.")
            + " It is chosen on a page of %s%s."
                .formatted(
                    URI.create(url).getAuthority(),
                    Optional.ofNullable(round.arguments().get(FILENAME.name()))
                        .map(" and stored as \u201c%s\u201d"::formatted)
                        .orElse(""));
    return new Reply.Asks(InputRequired.page(QUESTION, url, message, states.seal(round, asked)));
  }

  private Reply goOn(Round round, AskedFile asked, ClientInput input) {
    Optional<Action> action = input.action(QUESTION);
    if (action.isEmpty() && asked.stage() == AskedFile.Stage.ASKED) {
      requirePages(input);
      return ask(round, asked);
    }
    return switch (action.orElse(Action.ACCEPT)) {
      case DECLINE, CANCEL ->
          new Reply.Done(facts.of(files.giveUp(round.owner(), asked.file(), action.orElseThrow())));
      case ACCEPT ->
          files
              .await(round.owner(), asked.file())
              .<Reply>map(file -> new Reply.Done(facts.of(file)))
              .orElseGet(
                  () -> new Reply.Asks(InputRequired.again(states.seal(round, asked.accepted()))));
    };
  }

  private static void requirePages(ClientInput input) {
    if (input.pages() == Pages.NOT_OPENED) {
      throw RpcRejected.of(
          RpcError.INVALID_PARAMS,
          "Invalid params: 'inputResponses' has to answer '%s'.".formatted(QUESTION));
    }
  }
}
