package io.piecemeal.faults.history;

import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Part;
import java.util.List;

/** A call of the API on one file, with what its caller was told. */
record FileCall(Input input, Result result) {

  /** What was asked for. */
  sealed interface Input {
    record Append(Part part) implements Input {}

    record AppendAt(Part part, long offset) implements Input {}

    record Rewind(long toSize, long ifSize) implements Input {}

    record Complete(long size) implements Input {}

    record Delete() implements Input {}

    record ReadFacts() implements Input {}

    record ReadLedger() implements Input {}

    record ReadContent() implements Input {}
  }

  /** What came of it. */
  sealed interface Result {
    /** It was done, and these are the facts of the file after it. */
    record Facts(Stage stage, long size, int chunks, Effect effect) implements Result {}

    /** Done, without more to say. */
    record Done() implements Result {}

    /** The lengths of the chunks that are listed. */
    record Ledger(List<Integer> lengths) implements Result {
      public Ledger {
        lengths = List.copyOf(lengths);
      }
    }

    /** The chunks that the content consists of. */
    record Content(List<Part> parts) implements Result {
      public Content {
        parts = List.copyOf(parts);
      }
    }

    /** The content is something that was never sent. */
    record Garbage() implements Result {}

    record Refused(String code, long currentSize) implements Result {}

    record Gone() implements Result {}

    record Unknown() implements Result {}
  }

  /** Whether an append says that it changed anything. */
  enum Effect {
    DONE,
    REPLAYED
  }
}
