package io.piecemeal.e2e.badinput;

/**
 * One line of a table.
 *
 * @param request what is sent, with placeholders
 */
record Row(
    String file, String name, int status, String code, Connection connection, String request) {

  /** What becomes of the connection after the answer. */
  enum Connection {
    KEPT,
    CLOSED,
    /** Depends on how much of a long body had come by then. */
    EITHER
  }

  @Override
  public String toString() {
    return name;
  }
}
