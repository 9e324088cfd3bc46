package io.piecemeal.adapters.mcp.transfer;

import io.micronaut.context.annotation.Requires;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.address.PublicUrl;
import io.piecemeal.mcp.protocol.files.FileProposal;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code mcp-file://{host}/{file_id}}: names the bytes of one file, and is no address of a
 * resource.
 */
@Singleton
@Requires(property = FileAddresses.ON)
public final class FileAddresses {

  /** What the wiring sets where the operator turned the proposal on. */
  public static final String ON = "piecemeal.mcp-files";

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

  private final PublicUrl publicUrl;

  public FileAddresses(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  public String of(FileId file) {
    return prefix() + file.value();
  }

  /** The file that an address of this server names; empty for any other text. */
  public Optional<FileId> file(String uri) {
    return uri.startsWith(prefix())
        ? FileId.parse(uri.substring(prefix().length()))
        : Optional.empty();
  }

  private String prefix() {
    return FileProposal.SCHEME + "://" + publicUrl.base().getAuthority() + "/";
  }

  /**
   * Checks that a URL which is as good as a key goes over no network in the clear.
   *
   * @throws RpcRejected if this server is reached by http, and not only from its own machine
   */
  void requireSecret() {
    URI base = publicUrl.base();
    if (!"https".equals(base.getScheme())
        && !LOOPBACK.matcher(String.valueOf(base.getHost())).matches()) {
      throw RpcRejected.of(
              RpcError.INTERNAL_ERROR,
              "Internal error: this server has no https address to send files to; its operator sets"
                  + " PIECEMEAL_PUBLIC_URL.")
          .with("reason", "transportUnavailable");
    }
  }
}
