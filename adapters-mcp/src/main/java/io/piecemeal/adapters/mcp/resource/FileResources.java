package io.piecemeal.adapters.mcp.resource;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.answer.ToolErrors;
import io.piecemeal.adapters.mcp.content.Excerpt;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.application.port.in.Authorize.Attempted;
import io.piecemeal.application.port.in.ListFiles;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.text.ListCursor;
import io.piecemeal.http.server.text.WireNames;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An owner's files as resources: listed in pages, read as a whole if they are small, else in parts.
 */
@Singleton
public final class FileResources {

  /** What addresses of files look like (RFC 6570). */
  public static final String TEMPLATE = FileView.URI_PREFIX + "{file_id}";

  /** The same for some bytes of a file. */
  public static final String RANGE_TEMPLATE = TEMPLATE + "{?offset,length}";

  /** In {@code _meta} of some bytes: which they are. */
  static final String RANGE = "io.piecemeal/range";

  /** In {@code _meta} of a file and of its bytes: whether more bytes may follow. */
  static final String STATUS = "io.piecemeal/status";

  /** What is read at once. */
  static final ByteCount MAX_SIZE = new ByteCount(256 << 10);

  private static final int PAGE = 100;

  private final ListFiles list;
  private final ReadContent read;
  private final Authorize authorize;

  public FileResources(ListFiles list, ReadContent read, Authorize authorize) {
    this.list = list;
    this.read = read;
    this.authorize = authorize;
  }

  /**
   * One page, newest first.
   *
   * @param cursor the {@code nextCursor} of the page before it; null for the first
   * @throws RpcRejected if it is none, or the caller may not read
   */
  public Map<String, Object> list(Caller caller, @Nullable Object cursor) {
    Owner owner = lister(caller);
    FilePage page = list.list(owner, new FileQuery(PAGE, position(cursor), Optional.empty()));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("resources", page.files().stream().map(FileResources::entry).toList());
    if (page.continuation() == Continuation.MORE) {
      result.put("nextCursor", ListCursor.encode(FileQuery.Position.of(page.files().getLast())));
    }
    return result;
  }

  private Owner lister(Caller caller) {
    try {
      return authorize.require(
          caller, Scope.READ, () -> new Attempted("resources/list", Optional.empty()));
    } catch (UploadRejected e) {
      throw RpcRejected.of(RpcError.INVALID_REQUEST, ToolErrors.of(e).text());
    }
  }

  private static Optional<FileQuery.Position> position(@Nullable Object cursor) {
    if (cursor == null) {
      return Optional.empty();
    }
    Optional<FileQuery.Position> position =
        cursor instanceof String text ? ListCursor.decode(text) : Optional.empty();
    return Optional.of(
        position.orElseThrow(
            () ->
                RpcRejected.of(
                    RpcError.INVALID_PARAMS,
                    "Invalid params: 'cursor' is not the 'nextCursor' of a page.")));
  }

  private static Map<String, Object> entry(StoredFile file) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("uri", FileView.URI_PREFIX + file.id());
    entry.put("name", file.name().value());
    entry.put("mimeType", file.contentType().value());
    entry.put("size", file.size().value());
    entry.put("_meta", Map.of(STATUS, WireNames.of(file)));
    return entry;
  }

  /**
   * A whole file, or some of its bytes, as text where they are that.
   *
   * @throws McpError if it is not there, too large, or cannot be read
   */
  public McpSchema.ReadResourceResult read(Caller caller, String uri) {
    try {
      Optional<FileAddress> named = FileAddress.parse(uri);
      Owner owner =
          authorize.require(
              caller,
              Scope.READ,
              () -> new Attempted("resources/read", named.map(FileAddress::file)));
      FileAddress address = named.orElseThrow(() -> noAddress(uri));
      Content content = read.open(owner, address.file());
      StoredFile file = content.file();
      ByteRange range = range(uri, address, file.size());
      ResourceAnswer answer = new ResourceAnswer(uri, file, Excerpt.read(content, range));
      return McpSchema.ReadResourceResult.builder(
              List.of(address.isRange() ? answer.part(range) : answer.whole()))
          .build();
    } catch (UploadRejected e) {
      boolean absent =
          e.refusal() instanceof Refusal.NotFound || e.refusal() instanceof Refusal.Gone;
      throw error(
          absent ? McpSchema.ErrorCodes.RESOURCE_NOT_FOUND : McpSchema.ErrorCodes.INVALID_PARAMS,
          uri,
          ToolErrors.of(e).text());
    } catch (IOException | RuntimeException e) {
      if (e instanceof McpError tooLarge) {
        throw tooLarge;
      }
      throw error(McpSchema.ErrorCodes.INTERNAL_ERROR, uri, ToolErrors.of(e).text());
    }
  }

  /** Refuses an address that cannot be read, without a look-up: it tells nothing of the file. */
  private static RuntimeException noAddress(String uri) {
    return FileAddress.hasId(uri)
        ? error(
            McpSchema.ErrorCodes.INVALID_PARAMS,
            uri,
            "invalid_field: 'uri' is refused: %s.".formatted(FileAddress.RANGES))
        : new UploadRejected(new Refusal.NotFound());
  }

  private static ByteRange range(String uri, FileAddress address, ByteCount size) {
    ByteCount offset = address.offset().orElse(ByteCount.ZERO);
    if (!offset.isAtMost(size)) {
      throw error(
          McpSchema.ErrorCodes.INVALID_PARAMS,
          uri,
          "The file has %s bytes, and offset is %s.".formatted(size, offset));
    }
    ByteCount rest = size.minus(offset);
    ByteCount length = address.length().filter(asked -> asked.isAtMost(rest)).orElse(rest);
    if (length.isAtMost(MAX_SIZE)) {
      return new ByteRange(offset, length);
    }
    if (address.isRange() && address.length().isEmpty()) {
      return new ByteRange(offset, MAX_SIZE);
    }
    throw error(
        McpSchema.ErrorCodes.INVALID_PARAMS,
        uri,
        "%s bytes are more than the %s of a resource: add ?offset=0&length=%s to the address, or read it with the tool file_read."
            .formatted(length, MAX_SIZE, MAX_SIZE));
  }

  private static McpError error(int code, String uri, String message) {
    return McpError.builder(code).message(message).data(Map.of("uri", uri)).build();
  }
}
