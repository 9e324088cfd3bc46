package io.piecemeal.faults.load;

import io.piecemeal.faults.account.FileAccount;
import io.piecemeal.faults.account.FileState;
import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Part;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.load.Change.Kinship;
import io.piecemeal.faults.load.Change.Repeat;
import java.util.OptionalLong;

/** What a client does with one file. */
record FileWork(FileAccount account, Inspection inspection, Manner manner) {

  /** How a client sends chunks. */
  enum Manner {
    /** With the offset: chunks may be sent again. */
    WITH_OFFSET,
    /** To the end, wherever that is: who is unsure asks first. */
    TO_THE_END
  }

  private FileCalls calls() {
    return new FileCalls(inspection.caller());
  }

  void append(int length) throws InterruptedException {
    FileState now = account.certain();
    Part part = account.next(length);
    OptionalLong offset =
        manner == Manner.WITH_OFFSET ? OptionalLong.of(now.size()) : OptionalLong.empty();
    change(
        new Change(
            account,
            now.plus(part),
            () -> calls().append(account.id(), part, offset),
            manner == Manner.WITH_OFFSET ? Repeat.AS_IT_IS : Repeat.ASK_FIRST,
            Kinship.CHUNK));
  }

  /**
   * Takes chunks back.
   *
   * @param chunks how many stay, fewer than there are
   */
  void rewind(int chunks) throws InterruptedException {
    FileState now = account.certain();
    FileState next = now.cutTo(chunks);
    change(
        new Change(
            account,
            next,
            () -> calls().rewind(account.id(), next.size(), now.size()),
            Repeat.ASK_FIRST,
            Kinship.OTHER));
  }

  void complete() throws InterruptedException {
    FileState now = account.certain();
    change(
        new Change(
            account,
            now.in(Stage.COMPLETE),
            () -> calls().complete(account.id(), now.size()),
            Repeat.AS_IT_IS,
            Kinship.OTHER));
  }

  void delete() throws InterruptedException {
    change(
        new Change(
            account,
            account.certain().in(Stage.DELETED),
            () -> calls().delete(account.id()),
            Repeat.AS_IT_IS,
            Kinship.OTHER));
  }

  private void change(Change change) throws InterruptedException {
    change.carryOut(inspection);
  }
}
