package io.piecemeal.mcp.protocol.revision;

import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the revision 2026-07-28 has beside the older ones: its methods and its results. */
public final class StatedAnswers {

  /** The method that takes the place of {@code initialize}. */
  public static final String DISCOVER = "server/discover";

  private static final Set<String> METHODS =
      Set.of(
          DISCOVER,
          "tools/list",
          "tools/call",
          "resources/list",
          "resources/templates/list",
          "resources/read",
          "completion/complete");

  /** The same for everybody, as long as this version of the service runs. */
  private static final Set<String> SAME_FOR_ALL =
      Set.of(DISCOVER, "tools/list", "resources/templates/list");

  private static final Set<String> OF_ONE_OWNER = Set.of("resources/list", "resources/read");

  private static final int FIVE_MINUTES_MS = 300_000;

  private final Map<String, Object> serverInfo;

  /**
   * @param serverInfo name and version of this server, which every result names
   */
  public StatedAnswers(Map<String, Object> serverInfo) {
    this.serverInfo = serverInfo;
  }

  /**
   * Also refuses what older revisions have, such as {@code initialize}.
   *
   * @throws RpcRejected if the revision, or this server, does not have the method
   */
  public static void requireMethod(RpcMessage.Request request) {
    if (!METHODS.contains(request.method())) {
      throw RpcRejected.of(RpcError.NO_SUCH_METHOD, "Method not found.").answering(request.id());
    }
  }

  /**
   * The result of {@code method} with what this revision adds to it. One that is not complete says
   * so itself.
   */
  public Map<String, Object> complete(String method, Map<String, Object> result) {
    Map<String, Object> complete = new LinkedHashMap<>();
    complete.put("resultType", "complete");
    complete.putAll(result);
    if (SAME_FOR_ALL.contains(method)) {
      complete.put("ttlMs", FIVE_MINUTES_MS);
      complete.put("cacheScope", "public");
    } else if (OF_ONE_OWNER.contains(method)) {
      // A file may change, and get another owner, from one request to the next.
      complete.put("ttlMs", 0);
      complete.put("cacheScope", "private");
    }
    complete.put("_meta", withServerInfo(complete.get("_meta")));
    return complete;
  }

  private Map<Object, Object> withServerInfo(@Nullable Object meta) {
    Map<Object, Object> all =
        meta instanceof Map<?, ?> there ? new LinkedHashMap<>(there) : new LinkedHashMap<>();
    all.put("io.modelcontextprotocol/serverInfo", serverInfo);
    return all;
  }
}
