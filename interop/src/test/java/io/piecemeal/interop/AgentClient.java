package io.piecemeal.interop;

import java.util.List;
import java.util.Map;

/** A client in Java, as it hands tools to a model. No model takes part. */
interface AgentClient extends AutoCloseable {

  /** The names of the tools. */
  List<String> list();

  /** What the model is shown of an answer or an error. */
  Shown call(String tool, Map<String, Object> arguments);

  @Override
  void close();

  /**
   * What a model is shown.
   *
   * @param failed whether the client took it for an error
   */
  record Shown(String text, boolean failed) {}
}
