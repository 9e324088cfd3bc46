package io.piecemeal.mcp.protocol.revision;

import java.util.Optional;

/**
 * What the headers of a request say about its body, so that a proxy need not read that.
 *
 * @param version of {@code MCP-Protocol-Version}
 * @param method of {@code Mcp-Method}
 * @param name of {@code Mcp-Name}, as it was sent
 */
public record RequestHead(
    Optional<String> version, Optional<String> method, Optional<String> name) {

  public static final String VERSION = "MCP-Protocol-Version";
  public static final String METHOD = "Mcp-Method";
  public static final String NAME = "Mcp-Name";

  /** Who names no version speaks the oldest, which alone has batches. */
  public boolean mayBatch() {
    return version.stream().allMatch(Revision.AGREED_VERSIONS.getFirst()::equals);
  }

  boolean namesStatedVersion() {
    return version.filter(Revision::isStated).isPresent();
  }
}
