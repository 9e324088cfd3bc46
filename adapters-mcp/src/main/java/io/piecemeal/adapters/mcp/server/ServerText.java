package io.piecemeal.adapters.mcp.server;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the server says of itself. */
final class ServerText {

  private static final String NAME = "piecemeal";

  /** The way through the tools; clients put it before the agent. */
  static final String INSTRUCTIONS =
      """
      Piecemeal stores files that come in pieces. Short text that you write: upload_text, one call. \
      A file on a disk: upload_create, then upload_ticket, which gives a line for a shell. \
      A file that your person has: upload_from_person. \
      Everything else: upload_create, then upload_append from offset 0 on, each at the next_offset \
      of the answer before, then upload_complete with the size. In doubt, or without an answer: \
      upload_status, or the same upload_append again; nothing is stored twice. Do not type large or \
      binary files yourself: a model makes mistakes in Base64, and clients cut long arguments; let \
      a program make the calls, with chunks of up to max_chunk_bytes. Errors say what to call \
      next. Files expire: see expires_at.\
      """;

  private ServerText() {}

  static McpSchema.Implementation info() {
    return McpSchema.Implementation.builder(NAME, version()).title("Piecemeal").build();
  }

  static Map<String, Object> infoMembers() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", NAME);
    members.put("title", "Piecemeal");
    members.put("version", version());
    return members;
  }

  /** What the jar's manifest says; there is no jar in a test. */
  private static String version() {
    return Optional.ofNullable(ServerText.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
