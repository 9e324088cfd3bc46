package io.piecemeal.bootstrap;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.Owner;
import java.io.PrintWriter;

/** Makes a key where there is none yet, and shows it this once. */
final class FirstKey {

  private static final Owner DEFAULT = new Owner("default");

  private FirstKey() {}

  static void printIfNew(ManageKeys keys, String baseUrl, PrintWriter out) {
    if (!keys.list().isEmpty()) {
      return;
    }
    String token = keys.create(DEFAULT).reveal();
    out.println(
        """
        This is your API key. It is shown this once; 'piecemeal keys create' makes more.

          %1$s

        Upload a first chunk ("hello" in Base64) and read it back:

          KEY=%1$s
          ID=$(curl -sS %2$s/uploads -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"filename":"hello.txt"}' | sed -E 's/.*"file_id":"([a-z0-9]+)".*/\\1/')
          curl -sS -X PUT %2$s/uploads/$ID -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"data":"aGVsbG8="}'
          curl -sS %2$s/files/$ID/content -H "Authorization: Bearer $KEY"

        Or let an agent upload: add this to the configuration of its MCP client (docs/mcp.md).

          {"mcpServers":{"piecemeal":{"type":"http","url":"%2$s/mcp","headers":{"Authorization":"Bearer %1$s"}}}}
        """
            .formatted(token, baseUrl));
  }
}
