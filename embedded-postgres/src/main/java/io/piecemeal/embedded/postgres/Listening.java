package io.piecemeal.embedded.postgres;

/**
 * Where a server listens beside its Unix-domain socket.
 *
 * @param addresses for TCP, as PostgreSQL takes them; empty for none
 * @param ports part of the socket's name, and of the addresses
 */
record Listening(String addresses, Ports ports) {

  private static final int CUSTOMARY_PORT = 5432;

  /** Nowhere: a process that cannot enter the folder of the socket cannot reach the server. */
  static Listening onSocketOnly() {
    return new Listening("", () -> CUSTOMARY_PORT);
  }

  /** On a port of 127.0.0.1, which every account of this machine reaches. */
  static Listening onLoopbackToo(Ports ports) {
    return new Listening("127.0.0.1", ports);
  }

  boolean usesTcp() {
    return !addresses.isEmpty();
  }
}
