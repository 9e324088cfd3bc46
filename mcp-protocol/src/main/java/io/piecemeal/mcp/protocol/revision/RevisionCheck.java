package io.piecemeal.mcp.protocol.revision;

import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.util.List;
import java.util.Optional;

/**
 * Tells which revision a message follows. The body decides; the headers have to agree with it,
 * since others may have acted upon them (specification 2026-07-28, "Streamable HTTP").
 */
public final class RevisionCheck {

  /** The method by which a version is agreed on, whatever the header says of it. */
  public static final String INITIALIZE = "initialize";

  private RevisionCheck() {}

  /**
   * @throws RpcRejected if the message and its headers are not what their revision asks for
   */
  public static Revision of(RpcMessage message, RequestHead head) {
    return switch (message) {
      case RpcMessage.Request request -> ofRequest(request, head);
      case RpcMessage.Notification notification -> ofNotification(notification, head);
    };
  }

  private static Revision ofRequest(RpcMessage.Request request, RequestHead head) {
    try {
      Envelope envelope = Envelope.of(request);
      if (!envelope.isThere() && request.method().equals(INITIALIZE)) {
        return Revision.HANDSHAKE;
      }
      if (!envelope.isThere() && !head.namesStatedVersion()) {
        requireAgreed(head);
        return Revision.HANDSHAKE;
      }
      envelope.requireComplete();
      String version = envelope.version().orElseThrow();
      requireEqual(RequestHead.VERSION, head.version(), version);
      requireEqual(RequestHead.METHOD, head.method(), request.method());
      requireSpoken(version, Revision.STATED_VERSIONS);
      requireGiven(RequestHead.VERSION, head.version());
      requireGiven(RequestHead.METHOD, head.method());
      NameHeader.require(request, head.name());
      return Revision.PER_REQUEST;
    } catch (RpcRejected e) {
      throw e.answering(request.id());
    }
  }

  /** A notification need not say anything of itself; what it says has to be true. */
  private static Revision ofNotification(RpcMessage.Notification notification, RequestHead head) {
    Envelope envelope = Envelope.of(notification);
    if (!envelope.isThere() && !head.namesStatedVersion()) {
      requireAgreed(head);
      return Revision.HANDSHAKE;
    }
    if (envelope.isThere()) {
      String version = envelope.version().orElse("");
      requireEqual(RequestHead.VERSION, head.version(), version);
      requireSpoken(version, Revision.STATED_VERSIONS);
    }
    requireEqual(RequestHead.METHOD, head.method(), notification.method());
    return Revision.PER_REQUEST;
  }

  private static void requireAgreed(RequestHead head) {
    head.version().ifPresent(version -> requireSpoken(version, Revision.AGREED_VERSIONS));
  }

  private static void requireSpoken(String version, List<String> spoken) {
    if (!spoken.contains(version)) {
      throw RpcRejected.of(
              RpcError.UNSUPPORTED_VERSION,
              "This version of the protocol is not spoken here; 'supported' lists those that are.")
          .with("supported", spoken)
          .with("requested", version);
    }
  }

  private static void requireGiven(String header, Optional<String> value) {
    if (value.isEmpty()) {
      throw mismatch(header, "add the header");
    }
  }

  private static void requireEqual(String header, Optional<String> value, String inBody) {
    if (value.isPresent() && !value.get().equals(inBody)) {
      throw mismatch(header, "the body says something else");
    }
  }

  /** The headers are not what the body asks for. */
  static RpcRejected mismatch(String header, String reason) {
    return RpcRejected.of(
            RpcError.HEADER_MISMATCH, "Header mismatch: '%s': %s.".formatted(header, reason))
        .with("header", header);
  }
}
