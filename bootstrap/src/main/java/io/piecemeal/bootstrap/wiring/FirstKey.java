package io.piecemeal.bootstrap.wiring;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import java.io.PrintWriter;

/** Makes a key where there is none yet, and shows it this once. */
public final class FirstKey {

  private static final Owner DEFAULT = new Owner("default");

  private FirstKey() {}

  public static void printIfNew(ManageKeys keys, String baseUrl, PrintWriter out) {
    if (!keys.list().isEmpty()) {
      return;
    }
    String token = keys.create(KeyTerms.of(DEFAULT)).token().reveal();
    out.println(
        """
        This is your API key. It is shown only this once; 'piecemeal keys create' makes another.

          KEY=%1$s

        With it, upload a first chunk ("hello" in Base64) and read it back:

          ID=$(curl -sS %2$s/uploads -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"filename":"hello.txt"}' | sed -E 's/.*"file_id":"([a-z0-9]+)".*/\\1/')
          curl -sS -X PUT %2$s/uploads/$ID -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"data":"aGVsbG8="}'
          curl -sS %2$s/files/$ID/content -H "Authorization: Bearer $KEY"

        Or sign in with it in a browser, and drop files there:

          %2$s/

        Or let an agent upload: this prints what the configuration of its MCP client needs (docs/mcp.md).

          echo '{"mcpServers":{"piecemeal":{"type":"http","url":"%2$s/mcp","headers":{"Authorization":"Bearer '$KEY'"}}}}'
        """
            .formatted(token, baseUrl));
  }
}
