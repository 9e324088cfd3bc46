package io.piecemeal.mcp.protocol.files;

import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names and shapes of the open proposal SEP-2631, "File Objects and Transfer", as of June 2026.
 * No other class has them, so this is the one that changes when the proposal does.
 */
public final class FileProposal {

  /** Asks where a file may be sent. */
  public static final String AUTHORIZE_UPLOAD = "files/authorizeUpload";

  /** Asks where a file may be fetched. */
  public static final String AUTHORIZE_DOWNLOAD = "files/authorizeDownload";

  /** The scheme of the addresses of files. */
  public static final String SCHEME = "mcp-file";

  /** The header by which clients of older revisions repeat what they agreed on. */
  public static final String SESSION = "Mcp-Session-Id";

  private static final String CAPABILITY = "files";
  private static final String DOWNLOAD = "download";
  private static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
  private static final String META = "_meta";
  private static final String ALGORITHM = "sha-256";
  private static final String TRANSPORT = "https";
  private static final String READS_FILES = "files-download.";
  private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** Exact in a {@code double}, which is what many clients know numbers as. */
  private static final long LARGEST = (1L << 53) - 1;

  private FileProposal() {}

  /**
   * A file that a client wants to send.
   *
   * @param sha256 64 hex digits
   */
  public record Announced(
      Optional<String> name,
      Optional<String> mimeType,
      Optional<Long> size,
      Optional<String> sha256) {}

  /**
   * A file as clients see it ({@code FileValue}).
   *
   * @param sha256 64 hex digits
   */
  public record Value(
      String uri, String name, String mimeType, Optional<Long> size, Optional<String> sha256) {

    /** Its members. */
    public Map<String, Object> members() {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("uri", uri);
      members.put("name", name);
      members.put("mimeType", mimeType);
      size.ifPresent(bytes -> members.put("size", bytes));
      sha256.ifPresent(hex -> members.put("digest", digest(hex)));
      return members;
    }

    private static Map<String, Object> digest(String hex) {
      byte[] bytes = HexFormat.of().parseHex(hex);
      Map<String, Object> digest = new LinkedHashMap<>();
      digest.put("algorithm", ALGORITHM);
      digest.put("value", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      return digest;
    }

    /** The block of a tool's result that hands the file out. */
    public Map<String, Object> block() {
      return Map.of("type", "file", "file", members());
    }
  }

  /** Whether a method is one of the proposal's. */
  public static boolean has(String method) {
    return method.equals(AUTHORIZE_UPLOAD) || method.equals(AUTHORIZE_DOWNLOAD);
  }

  /** What the server says of itself, as long as the proposal is none of the protocol's. */
  public static Map<String, Object> experimental() {
    return Map.of(
        CAPABILITY,
        Map.of("upload", Map.of(), DOWNLOAD, Map.of(), "transports", List.of(TRANSPORT)));
  }

  /** What the schema of a file-valued argument has beside its type and its words. */
  public static Map<String, Object> argument(long maxSize) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("maxSize", maxSize);
    file.put("transferModes", List.of("inline", "upload"));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("format", "uri");
    members.put("x-mcp-file", file);
    return members;
  }

  /** Whether the client of a request takes files in results of tools. */
  public static boolean takesFiles(RpcMessage.Request request) {
    return request.params().get(META) instanceof Map<?, ?> meta
        && declares(meta.get(CLIENT_CAPABILITIES));
  }

  private static boolean declares(@Nullable Object capabilities) {
    return capabilities instanceof Map<?, ?> all
        && (all.get(CAPABILITY) instanceof Map<?, ?> files
            ? isThere(files.get(DOWNLOAD)) && speaks(files.get("transports"))
            : all.get("experimental") instanceof Map<?, ?> inner
                && inner.get(CAPABILITY) instanceof Map
                && declares(inner));
  }

  private static boolean isThere(@Nullable Object capability) {
    return capability instanceof Map || Boolean.TRUE.equals(capability);
  }

  /** A client that names no transport has the one that there is. */
  private static boolean speaks(@Nullable Object transports) {
    return transports == null || (transports instanceof List<?> all && all.contains(TRANSPORT));
  }

  /**
   * The session of a client that agrees at {@code initialize} to take files. Nothing is kept of it
   * here: it repeats what the client said, so any node reads it.
   */
  public static Optional<String> session(RpcMessage.Request initialize) {
    return declares(initialize.params().get("capabilities"))
        ? Optional.of(READS_FILES + UUID.randomUUID())
        : Optional.empty();
  }

  /** The request as a client that agreed to that says it by itself in the newest revision. */
  public static RpcMessage.Request in(Optional<String> session, RpcMessage.Request request) {
    if (session.filter(id -> id.startsWith(READS_FILES)).isEmpty()) {
      return request;
    }
    Map<Object, Object> meta =
        request.params().get(META) instanceof Map<?, ?> sent
            ? new LinkedHashMap<>(sent)
            : new LinkedHashMap<>();
    meta.putIfAbsent(CLIENT_CAPABILITIES, Map.of(CAPABILITY, Map.of(DOWNLOAD, Map.of())));
    Map<String, Object> params = new LinkedHashMap<>(request.params());
    params.put(META, meta);
    return new RpcMessage.Request(request.id(), request.method(), params);
  }

  /**
   * Reads what {@link #AUTHORIZE_UPLOAD} is asked with.
   *
   * @throws RpcRejected if a member has the wrong form
   */
  public static Announced announced(Map<String, Object> params) {
    return new Announced(
        text(params, "name"),
        text(params, "mimeType"),
        size(params.get("size")),
        sha256(params.get("digest")));
  }

  /**
   * Reads what {@link #AUTHORIZE_DOWNLOAD} is asked with.
   *
   * @throws RpcRejected if there is none
   */
  public static String uri(Map<String, Object> params) {
    return text(params, "uri").orElseThrow(() -> refused("invalidParams", "'uri' is missing"));
  }

  private static Optional<String> text(Map<String, Object> params, String name) {
    return switch (params.get(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      default -> throw refused("invalidParams", "'%s' has to be a string".formatted(name));
    };
  }

  private static Optional<Long> size(@Nullable Object sent) {
    if (sent == null) {
      return Optional.empty();
    }
    if ((sent instanceof Integer || sent instanceof Long)
        && sent instanceof Number number
        && number.longValue() >= 0
        && number.longValue() <= LARGEST) {
      return Optional.of(number.longValue());
    }
    throw refused("invalidSize", "'size' has to be an integer from 0 to " + LARGEST);
  }

  /** One spelling for each digest: the last character has two bits that belong to no byte. */
  private static Optional<String> sha256(@Nullable Object sent) {
    if (sent == null) {
      return Optional.empty();
    }
    if (sent instanceof Map<?, ?> digest
        && ALGORITHM.equals(digest.get("algorithm"))
        && digest.get("value") instanceof String value
        && DIGEST.matcher(value).matches()) {
      byte[] bytes = Base64.getUrlDecoder().decode(value);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(value)) {
        return Optional.of(HexFormat.of().formatHex(bytes));
      }
    }
    throw refused(
            "invalidDigest",
            "'digest' has to be an object with the algorithm 'sha-256' and as its value 32 bytes"
                + " in base64url without padding")
        .with("supported", List.of(ALGORITHM));
  }

  /**
   * Where and how bytes go ({@code FileTransferDescriptor}). Whoever has it may use it.
   *
   * @param expiresAt as RFC 3339 has it
   */
  public static Map<String, Object> descriptor(String method, String url, String expiresAt) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("transport", TRANSPORT);
    members.put("method", method);
    members.put("url", url);
    members.put("headers", Map.of());
    members.put("expiresAt", expiresAt);
    return members;
  }

  /** The result of {@link #AUTHORIZE_UPLOAD}. */
  public static Map<String, Object> uploadTo(Value file, Map<String, Object> descriptor) {
    return result(file, "upload", descriptor);
  }

  /** The result of {@link #AUTHORIZE_DOWNLOAD}. */
  public static Map<String, Object> downloadFrom(Value file, Map<String, Object> descriptor) {
    return result(file, DOWNLOAD, descriptor);
  }

  private static Map<String, Object> result(Value file, String way, Map<String, Object> how) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("file", file.members());
    result.put(way, how);
    return result;
  }

  /** A file would be larger than it may be. */
  public static RpcRejected tooLarge(long maxSize, Optional<Long> actualSize) {
    RpcRejected refused =
        refused("maxSizeExceeded", "a file has at most %d bytes here".formatted(maxSize))
            .with("maxSize", maxSize);
    return actualSize.map(size -> refused.with("actualSize", size)).orElse(refused);
  }

  /** The bytes of a file are not all there. */
  public static RpcRejected notUploaded(long size) {
    return refused(
            "notUploaded",
            "the file has %d bytes so far: send the rest to the URL of its upload".formatted(size))
        .with("size", size);
  }

  /** An address is that of no file of the caller. */
  public static RpcRejected unknownUri() {
    return refused("unknownUri", "'uri' is none that this server gave to you");
  }

  /** An address is that of a file which was there once. */
  public static RpcRejected expired() {
    return refused("expired", "the file is gone: it expired or was deleted");
  }

  /**
   * Refused for another reason.
   *
   * @param reason a word that stays
   */
  public static RpcRejected refused(String reason, String sentence) {
    return RpcRejected.of(RpcError.INVALID_PARAMS, "Invalid params: " + sentence + ".")
        .with("reason", reason);
  }
}
