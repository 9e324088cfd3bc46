package io.piecemeal.adapters.tus;

/** Names of the protocol (tus.io, version 1.0.0). */
final class Tus {

  static final String PATH = "/tus";
  static final String VERSION = "1.0.0";

  static final String RESUMABLE = "Tus-Resumable";
  static final String VERSIONS = "Tus-Version";
  static final String OFFSET = "Upload-Offset";
  static final String LENGTH = "Upload-Length";
  static final String DEFER_LENGTH = "Upload-Defer-Length";
  static final String METADATA = "Upload-Metadata";
  static final String CONCAT = "Upload-Concat";
  static final String CHECKSUM = "Upload-Checksum";
  static final String EXPIRES = "Upload-Expires";

  static final String BYTES = "application/offset+octet-stream";

  static final String EXTENSIONS =
      "creation,creation-with-upload,creation-defer-length,expiration,checksum,checksum-trailer,"
          + "termination,concatenation,concatenation-unfinished";

  private Tus() {}
}
