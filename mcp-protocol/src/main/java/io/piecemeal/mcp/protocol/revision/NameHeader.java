package io.piecemeal.mcp.protocol.revision;

import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * {@code Mcp-Name}: what a request is about. A name that is no plain ASCII is sent as {@code
 * =?base64?…?=}, with its UTF-8 in Base64.
 */
final class NameHeader {

  private static final String PREFIX = "=?base64?";
  private static final String SUFFIX = "?=";

  private NameHeader() {}

  /**
   * @throws RpcRejected if the body has a name and the header not the same
   */
  static void require(RpcMessage.Request request, Optional<String> header) {
    Optional<String> name = inBody(request);
    if (name.isEmpty()) {
      return;
    }
    if (header.isEmpty()) {
      throw RevisionCheck.mismatch(RequestHead.NAME, "add the header");
    }
    if (!decode(header.get()).equals(name.get())) {
      throw RevisionCheck.mismatch(RequestHead.NAME, "the body says something else");
    }
  }

  private static Optional<String> inBody(RpcMessage.Request request) {
    String member =
        switch (request.method()) {
          case "tools/call", "prompts/get" -> "name";
          case "resources/read" -> "uri";
          default -> "";
        };
    return request.params().get(member) instanceof String name
        ? Optional.of(name)
        : Optional.empty();
  }

  private static String decode(String header) {
    if (!header.startsWith(PREFIX)
        || !header.endsWith(SUFFIX)
        || header.length() < PREFIX.length() + SUFFIX.length()) {
      return header;
    }
    String base64 = header.substring(PREFIX.length(), header.length() - SUFFIX.length());
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        throw RevisionCheck.mismatch(RequestHead.NAME, "its Base64 is not canonical");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw RevisionCheck.mismatch(RequestHead.NAME, "its Base64 is not valid");
    }
  }
}
