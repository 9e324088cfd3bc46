package io.piecemeal.cli;

import io.piecemeal.client.CancelledException;
import io.piecemeal.client.IncompleteException;
import io.piecemeal.client.IntegrityException;
import io.piecemeal.client.LocalFileException;
import io.piecemeal.client.PiecemealException;
import io.piecemeal.client.ServiceException;
import io.piecemeal.client.UnreachableException;

/** How the commands end, for scripts. */
final class ExitCode {

  static final int DONE = 0;

  /** A file or a setting of the caller's own. */
  static final int LOCAL = 1;

  /** A wrong command line. */
  static final int USAGE = 2;

  static final int REFUSED = 3;
  static final int NO_SUCH_FILE = 4;
  static final int UNREACHABLE = 5;

  /** The bytes differ. */
  static final int DIGEST = 6;

  /** The file is still being uploaded. */
  static final int INCOMPLETE = 7;

  /** As a shell has it for Ctrl-C. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  static int of(RuntimeException failure) {
    return switch (failure) {
      case PiecemealException e -> of(e);
      case UsageException e -> USAGE;
      default -> LOCAL;
    };
  }

  private static int of(PiecemealException failure) {
    return switch (failure) {
      case ServiceException e when isMissing(e) -> NO_SUCH_FILE;
      case ServiceException e -> REFUSED;
      case UnreachableException e -> UNREACHABLE;
      case IntegrityException e -> DIGEST;
      case IncompleteException e -> INCOMPLETE;
      case LocalFileException e -> LOCAL;
      case CancelledException e -> INTERRUPTED;
    };
  }

  static boolean isMissing(ServiceException failure) {
    return failure.status() == 404 || failure.status() == 410;
  }
}
