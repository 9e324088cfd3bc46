package io.piecemeal.http.server.text;

import io.piecemeal.application.port.in.CheckHealth;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.ScanPolicy;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadSession;

/** The names of states as callers see them. */
public final class WireNames {

  private WireNames() {}

  /** The name of a file's state. */
  public static String of(StoredFile file) {
    return switch (file) {
      case UploadSession open -> "uploading";
      case CompleteFile complete -> "complete";
    };
  }

  /** The name of what is known from a scanner. */
  public static String of(Scan.State state) {
    return switch (state) {
      case SCANNING -> "scanning";
      case PASSED -> "passed";
      case QUARANTINED -> "quarantined";
      case RELEASED -> "released";
    };
  }

  /** The name of a policy. */
  public static String of(ScanPolicy policy) {
    return switch (policy) {
      case ALL -> "all";
      case NONE -> "none";
    };
  }

  /** The name of a ticket's state. */
  public static String of(Ticket.State state) {
    return switch (state) {
      case VALID -> "valid";
      case USED -> "used";
      case EXPIRED -> "expired";
    };
  }

  /** What a dependency of the service did when it was tried. */
  public static String of(CheckHealth.Verdict verdict) {
    return switch (verdict) {
      case UP -> "up";
      case DOWN -> "down";
      case READ_ONLY -> "read-only";
    };
  }

  /** Whether bytes are removed that nobody needs. */
  public static String of(CheckHealth.Collection collection) {
    return switch (collection) {
      case ON -> "on";
      case HELD -> "held";
      case UNKNOWN -> "unknown";
    };
  }
}
