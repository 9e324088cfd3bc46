package io.piecemeal.application.port.in;

import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import java.util.List;

/** Has files scanned that wait for it. Several nodes may do so at once and share the work. */
public interface ScanFiles {

  /**
   * Takes up files that are due. Each has to be scanned at once, by a thread of its own. Gives none
   * for a while after the scanner did not answer.
   *
   * @param most so many at most
   * @throws StorageFailure if the ledger does not answer
   */
  List<Task> take(int most);

  /**
   * Keeps other nodes from taking up what is being scanned here. To be called every 10 seconds.
   *
   * @throws StorageFailure if the ledger does not answer; another node may scan the same files then
   */
  void hold();

  /** The scan of one file. */
  interface Task {

    /** As it was when it was taken up. */
    CompleteFile file();

    /**
     * Scans the file. Holds the calling thread, but no connection of the database meanwhile.
     *
     * @param pace is told of the bytes that were read, and may end the scan by what it throws; the
     *     file is due again then
     * @throws StorageFailure for outages of the ledger or the store; the file is due again some
     *     time later
     */
    Outcome run(Pace pace);
  }

  /** What became of a scan. */
  sealed interface Outcome {

    /** Nothing was found. */
    record Passed() implements Outcome {}

    /**
     * The file is in quarantine.
     *
     * @param finding in printable ASCII characters
     */
    record Quarantined(String finding) implements Outcome {}

    /**
     * Nothing is known yet. The file is due again some time later.
     *
     * @param reason for operators, with nothing of the bytes
     */
    record Postponed(String reason) implements Outcome {}

    /** The file went, was released, or was scanned by someone else first. */
    record Overtaken() implements Outcome {}
  }
}
