package io.piecemeal.mcp.protocol.rpc;

/**
 * The errors of the protocol that this adapter gives itself: codes of JSON-RPC 2.0 (section 5.1)
 * and of the revision 2026-07-28. What goes wrong within a tool is none of these, but its result.
 */
public enum RpcError {
  PARSE_ERROR(-32700, Status.BAD_REQUEST),
  INVALID_REQUEST(-32600, Status.BAD_REQUEST),
  /** Of revisions up to 2025-11-25, whose errors come with the status 200. */
  METHOD_NOT_FOUND(-32601, Status.OK),
  /** Of the revision 2026-07-28. */
  NO_SUCH_METHOD(-32601, Status.NOT_FOUND),
  /** The parameters are not what the method takes. */
  INVALID_PARAMS(-32602, Status.OK),
  /** The request does not say of itself what it must. */
  INVALID_ENVELOPE(-32602, Status.BAD_REQUEST),
  /**
   * There is no such resource. The newest revision asks for this code; older ones have a code of
   * their own (-32002), whose clients take this one too.
   */
  NO_SUCH_RESOURCE(-32602, Status.OK),
  INTERNAL_ERROR(-32603, Status.OK),
  HEADER_MISMATCH(-32020, Status.BAD_REQUEST),
  UNSUPPORTED_VERSION(-32022, Status.BAD_REQUEST),
  METHOD_NOT_ALLOWED(-32000, Status.NOT_ALLOWED),
  BODY_TOO_LARGE(-32000, Status.TOO_LARGE),
  BUSY(-32000, Status.UNAVAILABLE);

  private final int code;
  private final Status status;

  RpcError(int code, Status status) {
    this.code = code;
    this.status = status;
  }

  public int code() {
    return code;
  }

  /** The status of HTTP that it comes with. */
  public int status() {
    return status.number;
  }

  private enum Status {
    OK(200),
    BAD_REQUEST(400),
    NOT_FOUND(404),
    NOT_ALLOWED(405),
    TOO_LARGE(413),
    UNAVAILABLE(503);

    private final int number;

    Status(int number) {
      this.number = number;
    }
  }
}
