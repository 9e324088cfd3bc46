package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.mcp.protocol.schema.OutputSchema;
import java.util.List;
import java.util.Map;

/**
 * What agents are told of a tool.
 *
 * @param name letters and underscores
 * @param title for people
 * @param text for the agent: when to call it, what it does, what to call next; less than {@value
 *     #MAX_TEXT} characters of ASCII, since clients cut what is longer
 * @param parameters in the order in which they are best sent
 * @param needs what the caller's key has to be for
 * @param files parameters that a host may fill with the address of a file that it has
 */
public record ToolDescription(
    String name,
    String title,
    String text,
    List<Parameter> parameters,
    OutputSchema output,
    Behaviour behaviour,
    Scope needs,
    List<String> files) {

  /** One that takes no file from its host. */
  public ToolDescription(
      String name,
      String title,
      String text,
      List<Parameter> parameters,
      OutputSchema output,
      Behaviour behaviour,
      Scope needs) {
    this(name, title, text, parameters, output, behaviour, needs, List.of());
  }

  /** Characters. */
  public static final int MAX_TEXT = 2048;

  /** What a call does to what is stored. */
  public enum Behaviour {
    /** Nothing. */
    READS,
    /** It adds something each time. */
    ADDS,
    /** It adds something the first time, and nothing when it is called so again. */
    ADDS_ONCE,
    /** It adds what another server has. */
    FETCHES,
    /** It takes bytes away that are not to be had back, and nothing when it is called so again. */
    TAKES_AWAY
  }

  /** The JSON Schema of the arguments. */
  public Map<String, Object> inputSchema() {
    return Parameter.schemaOf(parameters);
  }
}
