package io.piecemeal.client;

/** Is told how a transfer goes on, by the thread that does it; what it throws ends the transfer. */
public interface TransferListener {

  /** Is told nothing. */
  TransferListener NONE = new TransferListener() {};

  /**
   * An upload session was opened, or found again. Who keeps its id can resume it in another
   * process.
   */
  default void opened(StoredFile file) {}

  /**
   * Bytes were stored, or came.
   *
   * @param done bytes of the file that are safe; never less than before
   * @param total bytes of the file, or -1 if that is not known
   */
  default void progressed(long done, long total) {}

  /** Bytes are on their way, some of them perhaps not for the first time. */
  default void sending(long bytes) {}
}
