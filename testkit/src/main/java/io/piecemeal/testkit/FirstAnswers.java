package io.piecemeal.testkit;

import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.StoredFile;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The idempotency keys of {@link InMemoryFileLedger}, which guards them with its lock. */
final class FirstAnswers {

  private record Scope(Owner owner, IdempotencyKey key) {}

  private record FirstAnswer(Sha256 fingerprint, StoredFile file, Instant givenAt) {

    boolean isOver(Instant now) {
      return !givenAt.plus(IdempotencyKey.REMEMBERED).isAfter(now);
    }

    Entry to(Sha256 asked) {
      return asked.equals(fingerprint) ? new Entry.Repeated(file) : new Entry.KeyReused();
    }
  }

  private final Map<Scope, FirstAnswer> answers = new HashMap<>();

  Entry enter(NewFile file, Instant now, Supplier<StoredFile> step) {
    if (file.request().isEmpty()) {
      return new Entry.Entered(step.get());
    }
    RequestIdentity identity = file.request().get();
    Scope scope = new Scope(file.owner(), identity.key());
    FirstAnswer known = answers.get(scope);
    if (known != null && !known.isOver(now)) {
      return known.to(identity.fingerprint());
    }
    StoredFile entered = step.get();
    answers.put(scope, new FirstAnswer(identity.fingerprint(), entered, now));
    return new Entry.Entered(entered);
  }

  int purge(Instant now, int limit) {
    List<Scope> over =
        answers.entrySet().stream()
            .filter(entry -> entry.getValue().isOver(now))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(answers::remove);
    return over.size();
  }
}
