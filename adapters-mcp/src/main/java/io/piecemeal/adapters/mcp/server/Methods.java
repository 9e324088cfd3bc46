package io.piecemeal.adapters.mcp.server;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.resource.FileCompletions;
import io.piecemeal.adapters.mcp.resource.FileResources;
import io.piecemeal.adapters.mcp.tool.AskingTool;
import io.piecemeal.adapters.mcp.tool.Tools;
import io.piecemeal.adapters.mcp.transfer.FileTransfers;
import io.piecemeal.application.port.in.Authorize.Attempted;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.mcp.protocol.files.FileProposal;
import io.piecemeal.mcp.protocol.revision.ClientInput;
import io.piecemeal.mcp.protocol.revision.Revision;
import io.piecemeal.mcp.protocol.revision.StatedAnswers;
import io.piecemeal.mcp.protocol.rpc.Json;
import io.piecemeal.mcp.protocol.rpc.ParamsCheck;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests of either revision. The SDK has the methods that are the same for every owner,
 * and calls the tools; its list of resources is one for all, and it does not know the newest
 * revision, so what depends on either is answered here.
 */
@Singleton
public final class Methods {

  private static final Logger LOG = LoggerFactory.getLogger(Methods.class);

  static final String TOOLS_CALL = "tools/call";

  /** Who answers knows the request's own id, of which the SDK takes no more than 64 bits. */
  private static final Integer SDK_ID = 0;

  private final Tools tools;
  private final FileResources files;
  private final FileCompletions completions;
  private final ToolHandler handler;
  private final Optional<FileTransfers> transfers;
  private final McpSchema.ServerCapabilities capabilities;
  private final HandlerTransport sdk;
  private final StatedAnswers stated = new StatedAnswers(ServerText.infoMembers());

  Methods(
      Tools tools,
      FileResources files,
      FileCompletions completions,
      ToolHandler handler,
      Optional<FileTransfers> transfers,
      List<ServerAddition> additions) {
    this.tools = tools;
    this.files = files;
    this.completions = completions;
    this.handler = handler;
    this.transfers = transfers;
    this.capabilities =
        SdkServer.capabilities(transfers.isPresent() ? FileProposal.experimental() : Map.of());
    this.sdk = SdkServer.build(tools, files, handler, capabilities, additions);
  }

  /** What the caller of a request needs; empty if any may send it, or it asks for nothing known. */
  public Optional<Scope> needs(RpcMessage.Request request) {
    return switch (request.method()) {
      case "resources/list", "resources/read", "completion/complete" -> Optional.of(Scope.READ);
      case TOOLS_CALL ->
          request.params().get("name") instanceof String name
              ? tools.needs(name)
              : Optional.empty();
      default -> transfers.flatMap(_ -> FileTransfers.needs(request.method()));
    };
  }

  /** Whether it asks for more of a file than a model reads at a time. */
  public boolean mayAnswerLong(RpcMessage.Request request) {
    return request.method().equals("resources/read");
  }

  /** What a request asks for that needs a scope. */
  public Attempted attempt(RpcMessage.Request request) {
    return request.params().get("name") instanceof String tool
            && request.params().get("arguments") instanceof Map<?, ?> sent
            && request.method().equals(TOOLS_CALL)
        ? ToolHandler.attempt(tool, sent)
        : new Attempted(request.method(), Optional.empty());
  }

  /**
   * Does what the request asks for, on this thread.
   *
   * @return the members of the answer's {@code result}
   * @throws RpcRejected if it is refused, or failed outside of a tool
   */
  public Map<String, Object> answer(Caller caller, RpcMessage.Request request, Revision revision) {
    try {
      return switch (revision) {
        case HANDSHAKE -> result(caller, request);
        case PER_REQUEST -> {
          if (!isTransfer(request)) {
            StatedAnswers.requireMethod(request);
          }
          yield stated.complete(request.method(), statedResult(caller, request));
        }
      };
    } catch (RpcRejected e) {
      throw e.answering(request.id());
    }
  }

  /** Whether tools hand out files to clients that agree to take them. */
  public boolean handsOutFiles() {
    return transfers.isPresent();
  }

  /** Whether a request is about the bytes of a file, where the operator turned that on. */
  private boolean isTransfer(RpcMessage.Request request) {
    return transfers.isPresent() && FileProposal.has(request.method());
  }

  /** Only the newest revision has a way for a tool to ask. */
  private Map<String, Object> statedResult(Caller caller, RpcMessage.Request sent) {
    Optional<AskingTool> asking =
        sent.method().equals(TOOLS_CALL) && sent.params().get("name") instanceof String name
            ? tools.asking(name)
            : Optional.empty();
    return asking
        .map(tool -> handingOut(sent, reply(tool, caller, ParamsCheck.require(sent))))
        .orElseGet(() -> result(caller, sent));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> reply(AskingTool tool, Caller caller, RpcMessage.Request request) {
    Object arguments = Objects.requireNonNull(request.params().get("arguments"));
    return handler.reply(tool, caller, (Map<String, Object>) arguments, ClientInput.of(request));
  }

  private Map<String, Object> result(Caller caller, RpcMessage.Request sent) {
    if (isTransfer(sent)) {
      return transfers.orElseThrow().answer(caller, sent);
    }
    RpcMessage.Request request = ParamsCheck.require(sent);
    return switch (request.method()) {
      case "resources/list" -> files.list(caller, request.params().get("cursor"));
      case "resources/read" -> read(caller, request);
      case "completion/complete" -> completions.complete(caller, request.params());
      case StatedAnswers.DISCOVER -> discovered();
      case TOOLS_CALL -> handingOut(request, resultOfSdk(caller, request));
      default -> resultOfSdk(caller, request);
    };
  }

  /** Files as such are only for clients that know them: others refuse the whole result. */
  private Map<String, Object> handingOut(RpcMessage.Request request, Map<String, Object> result) {
    return transfers
        .filter(_ -> FileProposal.takesFiles(request))
        .map(known -> known.handingOut(result))
        .orElse(result);
  }

  /** The SDK would tell of an address that fits no template only that there is nothing. */
  private Map<String, Object> read(Caller caller, RpcMessage.Request request) {
    if (!(request.params().get("uri") instanceof String uri
        && uri.startsWith(FileView.URI_PREFIX))) {
      return resultOfSdk(caller, request);
    }
    try {
      return Json.members(files.read(caller, uri));
    } catch (McpError e) {
      throw refused(e.getJsonRpcError());
    }
  }

  private Map<String, Object> discovered() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("supportedVersions", Revision.STATED_VERSIONS);
    result.put("capabilities", Json.members(capabilities));
    result.put("instructions", ServerText.INSTRUCTIONS);
    return result;
  }

  private Map<String, Object> resultOfSdk(Caller caller, RpcMessage.Request request) {
    McpSchema.JSONRPCResponse response;
    try {
      response =
          sdk.handle(
              caller, new McpSchema.JSONRPCRequest(request.method(), SDK_ID, request.params()));
    } catch (RuntimeException e) {
      LOG.error("the SDK failed at a request", e);
      throw internal();
    }
    if (response.error() != null) {
      throw refused(response.error());
    }
    return Json.members(Objects.requireNonNull(response.result()));
  }

  /** The SDK's errors with words of ours: its own may quote the caller, or the program. */
  private static RpcRejected refused(McpSchema.JSONRPCResponse.JSONRPCError error) {
    return switch (error.code()) {
      case McpSchema.ErrorCodes.METHOD_NOT_FOUND ->
          RpcRejected.of(RpcError.METHOD_NOT_FOUND, "Method not found.");
      case McpSchema.ErrorCodes.INVALID_PARAMS ->
          located(
              RpcError.INVALID_PARAMS, "Unknown tool: tools/list names those there are.", error);
      case McpSchema.ErrorCodes.RESOURCE_NOT_FOUND ->
          located(
              RpcError.NO_SUCH_RESOURCE, "Resource not found: resources/list names yours.", error);
      default -> internal();
    };
  }

  /** An error of ours about a resource names its address, and then has words of ours already. */
  private static RpcRejected located(
      RpcError kind, String sentence, McpSchema.JSONRPCResponse.JSONRPCError error) {
    @Nullable Object uri = error.data() instanceof Map<?, ?> data ? data.get("uri") : null;
    return uri == null
        ? RpcRejected.of(kind, sentence)
        : RpcRejected.of(kind, error.message()).with("uri", uri);
  }

  private static RpcRejected internal() {
    return RpcRejected.of(
        RpcError.INTERNAL_ERROR, "Internal error: it was logged with this request's id.");
  }
}
