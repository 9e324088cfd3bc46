package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.OPTIONAL;
import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.REQUIRED;

import io.piecemeal.adapters.mcp.argument.Parameter;

/** Parameters that several tools have. */
final class CommonParameters {

  static final Parameter.Text FILE_ID =
      new Parameter.Text("file_id", REQUIRED, "The 32 characters that upload_create gave.");

  static final Parameter.Text FILENAME =
      new Parameter.Text(
          "filename",
          REQUIRED,
          "A label such as report.pdf, not a path: 1 to 255 bytes without / and \\.");

  static final Parameter.Text CONTENT_TYPE =
      new Parameter.Text("content_type", OPTIONAL, "A media type, such as text/csv.");

  static final Parameter.Text SHA256 =
      new Parameter.Text(
          "sha256",
          OPTIONAL,
          "64 hex digits: the SHA-256 digest of the whole file, checked when it is completed."
              + " Only one that a program computed.");

  static final Parameter.Text IDEMPOTENCY_KEY =
      new Parameter.Text(
          "idempotency_key",
          OPTIONAL,
          "1 to 255 visible ASCII characters of your choice, such as a UUID. The same call with"
              + " the same key gives the same file within 24 hours, however often it is made.");

  private CommonParameters() {}

  static Parameter.Count count(String name, Parameter.Presence presence, String description) {
    return new Parameter.Count(name, presence, 0, Parameter.Count.LARGEST, description);
  }
}
