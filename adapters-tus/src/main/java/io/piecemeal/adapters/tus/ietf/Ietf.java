package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.adapters.tus.TusFacts;

/** Names of the protocol. */
final class Ietf {

  static final String PATH = TusFacts.IETF_PATH;

  /** Whose notation the metadata of its files is. */
  static final String DIALECT = "ietf";

  static final String INTEROP = "Upload-Draft-Interop-Version";
  static final String OFFSET = "Upload-Offset";
  static final String LENGTH = "Upload-Length";
  static final String LIMIT = "Upload-Limit";
  static final String CONTENT_DIGEST = "Content-Digest";
  static final String REPR_DIGEST = "Repr-Digest";

  /** What clients of tus send that speak this protocol too. */
  static final String METADATA = "Upload-Metadata";

  static final String PARTIAL = "application/partial-upload";

  static final int RESUMPTION_SUPPORTED = 104;
  static final String RESUMPTION_PHRASE = "Upload Resumption Supported";

  private static final String PROBLEMS = "https://iana.org/assignments/http-problem-types#";
  static final String MISMATCHING_OFFSET = PROBLEMS + "mismatching-upload-offset";
  static final String INCONSISTENT_LENGTH = PROBLEMS + "inconsistent-upload-length";

  private Ietf() {}
}
