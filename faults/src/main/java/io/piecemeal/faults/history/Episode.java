package io.piecemeal.faults.history;

import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Part;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.history.FileCall.Input;
import io.piecemeal.faults.history.FileCall.Result;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/** What several clients do to one file at the same time. */
final class Episode {

  private static final int MOST_REMEMBERED = 24;
  private static final int LARGE = 150_000;
  private static final int SMALL = 400;

  private final Recorder recorder;
  private final SentParts sent;

  /** Chunks with the offsets at which they were sent, to be sent again. */
  private final List<Input.AppendAt> repeatable = new CopyOnWriteArrayList<>();

  /** What a client saw last; true when it was seen, and a good guess after that. */
  private volatile long size;

  private volatile long sizeBefore;

  Episode(Recorder recorder, SentParts sent) {
    this.recorder = recorder;
    this.sent = sent;
  }

  /** Makes some calls, one after the other. */
  void play(int port, int calls, SplittableRandom random) {
    try (Caller caller = new Caller(port)) {
      FileCalls api = new FileCalls(caller);
      for (int call = 0; call < calls; call++) {
        Input input = choose(random, (double) call / calls);
        Optional<Result> result = recorder.make(api, input);
        result.ifPresent(this::learn);
      }
    }
  }

  /** Looks at everything, when nobody plays any more. */
  void close(int port) {
    try (Caller caller = new Caller(port)) {
      FileCalls api = new FileCalls(caller);
      for (Input input :
          List.of(new Input.ReadFacts(), new Input.ReadLedger(), new Input.ReadContent())) {
        Optional<Result> _ = recorder.make(api, input);
      }
    }
  }

  private void learn(Result result) {
    if (result instanceof Result.Facts facts && facts.stage() != Stage.DELETED) {
      sizeBefore = size;
      size = facts.size();
    }
  }

  private Input choose(SplittableRandom random, double progress) {
    int dice = random.nextInt(1000);
    if (dice < 250) {
      return new Input.Append(part(random));
    } else if (dice < 450) {
      return remember(new Input.AppendAt(part(random), size));
    } else if (dice < 550 && !repeatable.isEmpty()) {
      return repeatable.get(random.nextInt(repeatable.size()));
    } else if (dice < 700) {
      return new Input.ReadFacts();
    } else if (dice < 780) {
      return new Input.ReadLedger();
    } else if (dice < 900) {
      return new Input.ReadContent();
    } else if (dice < 980 || progress < 0.6) {
      return new Input.Rewind(random.nextBoolean() ? sizeBefore : 0, size);
    } else if (dice < 995) {
      return new Input.Complete(size);
    }
    return new Input.Delete();
  }

  private Part part(SplittableRandom random) {
    int most = random.nextInt(100) < 4 ? LARGE : SMALL;
    return sent.next(random.nextInt(SentParts.SHORTEST, most));
  }

  private Input remember(Input.AppendAt append) {
    if (repeatable.size() < MOST_REMEMBERED) {
      repeatable.add(append);
    }
    return append;
  }
}
