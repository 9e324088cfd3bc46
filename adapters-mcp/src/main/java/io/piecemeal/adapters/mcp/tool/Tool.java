package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.domain.access.Owner;
import java.io.IOException;
import java.util.Map;

/** Something that agents may call. A new one is a class, and a line in {@link Tools}. */
public interface Tool {

  /** What agents are told of it; the same at every time. */
  ToolDescription description();

  /**
   * Does it for this owner.
   *
   * @param arguments checked against {@link ToolDescription#parameters}
   * @return the members of the answer, in their order, as {@link ToolDescription#output} has them
   * @throws RuntimeException what {@code answer.ToolErrors} has words for
   * @throws IOException if a file could not be read to the end
   */
  Map<String, Object> call(Owner owner, Arguments arguments) throws IOException;
}
