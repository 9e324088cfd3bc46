package io.piecemeal.adapters.mcp.elicit;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.mcp.protocol.rpc.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which call a state belongs to. All rounds of a call are equal in this.
 *
 * @param arguments by name; their order means nothing
 */
public record Round(Owner owner, String tool, Map<String, String> arguments) {

  /** The same bytes for equal rounds, and for no others. */
  byte[] bytes() {
    return Json.text(List.of(owner.value(), tool, new TreeMap<>(arguments)))
        .getBytes(StandardCharsets.UTF_8);
  }
}
