package io.piecemeal.http.server.metrics;

/** The ways in which callers send bytes. */
public enum Dialect {
  /** {@code PUT /uploads/{id}}. */
  JSON,
  /** {@code POST /files}: a whole file. */
  FORM,
  /** {@code PUT /tickets/{token}}: as much of a file as one request brings. */
  TICKET,
  /** {@code /tus}: as much of a file as one request brings. */
  TUS,
  /** {@code /rufh}: as much of a file as one request brings. */
  IETF,
  /** The tools of {@code /mcp}. */
  MCP,
  /** {@code /openai/v1}: files of forms, and parts of uploads. */
  OPENAI,
  /** {@code /anthropic/v1}: files of forms. */
  ANTHROPIC,
  /** {@code /gemini}: as much of a file as one request brings. */
  GEMINI
}
