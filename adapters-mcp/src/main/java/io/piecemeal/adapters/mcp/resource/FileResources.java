package io.piecemeal.adapters.mcp.resource;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.answer.ToolErrors;
import io.piecemeal.adapters.mcp.content.Excerpt;
import io.piecemeal.application.port.in.Authorize;
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
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.text.ListCursor;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An owner's files as resources: listed in pages, read as a whole if they are small. */
@Singleton
public final class FileResources {

  /** What addresses of files look like (RFC 6570). */
  public static final String TEMPLATE = FileView.URI_PREFIX + "{file_id}";

  /** Files of more bytes are read in parts, by a tool. */
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
    Owner owner = reader(caller);
    FilePage page = list.list(owner, new FileQuery(PAGE, position(cursor), Optional.empty()));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("resources", page.files().stream().map(FileResources::entry).toList());
    if (page.continuation() == Continuation.MORE) {
      result.put("nextCursor", ListCursor.encode(FileQuery.Position.of(page.files().getLast())));
    }
    return result;
  }

  private Owner reader(Caller caller) {
    try {
      return authorize.require(caller, Scope.READ);
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
    return entry;
  }

  /**
   * A whole file, as text where it is that.
   *
   * @throws McpError if it is not there, too large, or cannot be read
   */
  public McpSchema.ReadResourceResult read(Caller caller, String uri) {
    try {
      Content content = read.open(authorize.require(caller, Scope.READ), fileId(uri));
      StoredFile file = content.file();
      if (!file.size().isAtMost(MAX_SIZE)) {
        throw error(
            McpSchema.ErrorCodes.INVALID_PARAMS,
            uri,
            "The file has %s bytes, more than the %s of a resource: read it with the tool file_read."
                .formatted(file.size(), MAX_SIZE));
      }
      Excerpt excerpt = Excerpt.read(content, new ByteRange(ByteCount.ZERO, file.size()));
      return McpSchema.ReadResourceResult.builder(List.of(contents(uri, file, excerpt))).build();
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

  private static McpSchema.ResourceContents contents(String uri, StoredFile file, Excerpt excerpt) {
    String type = file.contentType().value();
    return excerpt
        .text()
        .<McpSchema.ResourceContents>map(
            text -> McpSchema.TextResourceContents.builder(uri, text).mimeType(type).build())
        .orElseGet(
            () ->
                McpSchema.BlobResourceContents.builder(uri, excerpt.base64())
                    .mimeType(type)
                    .build());
  }

  private static FileId fileId(String uri) {
    return FileId.parse(uri.substring(FileView.URI_PREFIX.length()))
        .orElseThrow(() -> new UploadRejected(new Refusal.NotFound()));
  }

  private static McpError error(int code, String uri, String message) {
    return McpError.builder(code).message(message).data(Map.of("uri", uri)).build();
  }
}
