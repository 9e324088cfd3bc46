package io.piecemeal.adapters.mcp.transfer;

import io.micronaut.context.annotation.Requires;
import io.piecemeal.adapters.mcp.answer.ToolErrors;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.application.port.in.Authorize.Attempted;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.IssueDownload;
import io.piecemeal.application.port.in.IssueDownload.IssuedDownload;
import io.piecemeal.application.port.in.IssueTicket;
import io.piecemeal.application.port.in.IssueTicket.IssuedTicket;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.refusal.Explanation;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.address.TicketUrls;
import io.piecemeal.http.server.text.Times;
import io.piecemeal.mcp.protocol.files.FileProposal;
import io.piecemeal.mcp.protocol.files.FileProposal.Announced;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The methods by which a host has the bytes of a file sent and fetched over HTTPS, with a ticket,
 * without its model; and the files that tools hand out to such a host.
 */
@Singleton
@Requires(property = FileAddresses.ON)
public final class FileTransfers {

  /** What a file is called that was announced without a name. */
  private static final String UNNAMED = "file";

  private static final Pattern NEXT_WORD = Pattern.compile("_([a-z])");

  private final OpenUpload open;
  private final DeleteFile delete;
  private final IssueTicket uploads;
  private final IssueDownload downloads;
  private final Authorize authorize;
  private final TicketUrls urls;
  private final FileAddresses addresses;

  public FileTransfers(
      OpenUpload open,
      DeleteFile delete,
      IssueTicket uploads,
      IssueDownload downloads,
      Authorize authorize,
      TicketUrls urls,
      FileAddresses addresses) {
    this.open = open;
    this.delete = delete;
    this.uploads = uploads;
    this.downloads = downloads;
    this.authorize = authorize;
    this.urls = urls;
    this.addresses = addresses;
  }

  /** What the caller of a method needs; empty if it is none of the proposal's. */
  public static Optional<Scope> needs(String method) {
    return switch (method) {
      case FileProposal.AUTHORIZE_UPLOAD -> Optional.of(Scope.WRITE);
      case FileProposal.AUTHORIZE_DOWNLOAD -> Optional.of(Scope.READ);
      default -> Optional.empty();
    };
  }

  /**
   * Does what a method of the proposal's asks for.
   *
   * @return the members of the answer's {@code result}
   * @throws RpcRejected if it is refused, or failed
   */
  public Map<String, Object> answer(Caller caller, RpcMessage.Request request) {
    Map<String, Object> params = request.params();
    try {
      Owner owner =
          authorize.require(
              caller,
              needs(request.method()).orElseThrow(),
              () -> new Attempted(request.method(), Optional.empty()));
      addresses.requireSecret();
      return request.method().equals(FileProposal.AUTHORIZE_UPLOAD)
          ? upload(owner, FileProposal.announced(params))
          : download(owner, FileProposal.uri(params));
    } catch (UploadRejected e) {
      throw refused(e, params.get("size"));
    } catch (StorageFailure e) {
      throw RpcRejected.of(RpcError.INTERNAL_ERROR, "Internal error: " + ToolErrors.of(e).text());
    }
  }

  private Map<String, Object> upload(Owner owner, Announced announced) {
    // Who announces no bytes still sends them, so that there is one way for all.
    Optional<ByteCount> size = announced.size().filter(bytes -> bytes > 0).map(ByteCount::new);
    Declaration declared =
        new Declaration(size, announced.sha256().map(hex -> Sha256.parse(hex).orElseThrow()));
    StoredFile file =
        open.open(
            new OpenCommand(
                owner,
                FileName.of(announced.name().orElse(UNNAMED)),
                announced.mimeType().map(ContentType::of).orElse(ContentType.OCTET_STREAM),
                declared));
    IssuedTicket issued = issued(owner, file);
    FileProposal.Value value = value(file, announced.size(), announced.sha256());
    String end = Times.rfc3339(issued.ticket().expiresAt());
    return FileProposal.uploadTo(
        value, FileProposal.descriptor("PUT", urls.of(issued.token()), end));
  }

  /** Nobody could name the file of a call that was refused; so none stays. */
  private IssuedTicket issued(Owner owner, StoredFile file) {
    try {
      return uploads.issue(owner, file.id(), Ticket.Completion.COMPLETES_FILE);
    } catch (UploadRejected | StorageFailure e) {
      delete.takeBack(file, e);
      throw e;
    }
  }

  private Map<String, Object> download(Owner owner, String uri) {
    FileId file = addresses.file(uri).orElseThrow(FileProposal::unknownUri);
    IssuedDownload issued = downloads.issue(owner, file);
    String end = Times.rfc3339(issued.ticket().expiresAt());
    return FileProposal.downloadFrom(
        value(issued.file()), FileProposal.descriptor("GET", urls.contentOf(issued.token()), end));
  }

  private FileProposal.Value value(CompleteFile file) {
    return value(file, Optional.of(file.size().value()), Optional.of(file.sha256().hex()));
  }

  private FileProposal.Value value(StoredFile file, Optional<Long> size, Optional<String> sha256) {
    return new FileProposal.Value(
        addresses.of(file.id()), file.name().value(), file.contentType().value(), size, sha256);
  }

  private static RpcRejected refused(UploadRejected rejected, @Nullable Object announcedSize) {
    return switch (rejected.refusal()) {
      case Refusal.FileTooLarge refusal ->
          FileProposal.tooLarge(
              refusal.limit().value(),
              Optional.ofNullable(announcedSize).map(size -> ((Number) size).longValue()));
      case Refusal.FileIncomplete refusal ->
          FileProposal.notUploaded(refusal.currentSize().value());
      case Refusal.NotFound _ -> FileProposal.unknownUri();
      case Refusal.Gone _ -> FileProposal.expired();
      case Refusal refusal ->
          FileProposal.refused(
              reason(Explanation.of(refusal).code().name()), ToolErrors.of(rejected).text());
    };
  }

  /** The code of the HTTP API, spelled as the proposal spells its reasons. */
  private static String reason(String code) {
    return NEXT_WORD
        .matcher(code.toLowerCase(Locale.ROOT))
        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  /**
   * Adds the complete files that the answer of a tool is about to its content.
   *
   * @param result of a call whose client takes files
   */
  public Map<String, Object> handingOut(Map<String, Object> result) {
    if (!(result.get("structuredContent") instanceof Map<?, ?> facts)) {
      return result;
    }
    List<?> files = facts.get("files") instanceof List<?> all ? all : List.of(facts);
    List<Object> content = new ArrayList<>((List<?>) result.getOrDefault("content", List.of()));
    files.stream().flatMap(file -> listed(file).stream()).forEach(content::add);
    Map<String, Object> all = new LinkedHashMap<>(result);
    all.put("content", content);
    return all;
  }

  private Optional<Map<String, Object>> listed(@Nullable Object facts) {
    return facts instanceof Map<?, ?> file
            && "complete".equals(file.get("status"))
            && file.get("file_id") instanceof String id
            && file.get("filename") instanceof String name
            && file.get("content_type") instanceof String type
            && file.get("size") instanceof Number size
        ? FileId.parse(id)
            .map(
                known ->
                    new FileProposal.Value(
                            addresses.of(known),
                            name,
                            type,
                            Optional.of(size.longValue()),
                            Optional.ofNullable((String) file.get("sha256")))
                        .block())
        : Optional.empty();
  }
}
