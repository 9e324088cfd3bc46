package io.piecemeal.http.server.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.http.server.adapter.AdapterFacts;
import io.piecemeal.http.server.adapter.Dialect;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Counts what came of the bytes that callers send: one for each chunk, file or body of a ticket.
 * Safe for use by several threads.
 */
@Singleton
public final class ChunkCounts {

  private final Map<Dialect, Map<Outcome, Counters>> all = new HashMap<>();

  public ChunkCounts(MeterRegistry registry, List<AdapterFacts> adapters) {
    for (Dialect dialect : adapters.stream().flatMap(facts -> facts.dialects().stream()).toList()) {
      Map<Outcome, Counters> outcomes = new EnumMap<>(Outcome.class);
      for (Outcome outcome : Outcome.values()) {
        outcomes.put(outcome, Counters.of(registry, dialect, outcome));
      }
      all.put(dialect, outcomes);
    }
  }

  /** What becomes of bytes. */
  public enum Outcome {
    /** They are durable, and part of their file. */
    KEPT,
    /** Their file had them already. */
    REPLAYED,
    /** The caller was told why they are not wanted. */
    REFUSED,
    /** The body ended early, or could not be read. */
    BROKEN_OFF,
    /** Database or store failed. */
    FAILED
  }

  private record Counters(Counter chunks, Counter bytes) {

    static Counters of(MeterRegistry registry, Dialect dialect, Outcome outcome) {
      return new Counters(
          Counter.builder("piecemeal.chunks")
              .description("Chunks, whole files of forms and bodies of tickets, by outcome")
              .tags("dialect", dialect.name(), "outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry),
          Counter.builder("piecemeal.chunk.bytes")
              .description("Bytes of those that were kept or replayed")
              .tags("dialect", dialect.name(), "outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /** Has bytes stored. */
  @FunctionalInterface
  public interface Upload<T> {
    T run() throws IOException;
  }

  /** What came of bytes that were not refused. */
  public record Result(Outcome outcome, ByteCount bytes) {

    /** Of bytes that are part of their file from now on. */
    public static Result kept(ByteCount bytes) {
      return new Result(Outcome.KEPT, bytes);
    }

    /** Of one chunk. */
    public static Result of(Appended appended) {
      Outcome outcome =
          switch (appended.novelty()) {
            case NEW -> Outcome.KEPT;
            case REPLAYED -> Outcome.REPLAYED;
          };
      return new Result(outcome, appended.length());
    }

    /** Of a whole file. */
    public static Result of(IdempotentAnswer answer) {
      Outcome outcome =
          switch (answer.turn()) {
            case FIRST -> Outcome.KEPT;
            case REPEATED -> Outcome.REPLAYED;
          };
      return new Result(outcome, answer.file().size());
    }
  }

  /**
   * Runs an upload and counts it.
   *
   * @param dialect one of those that {@link AdapterFacts#dialects} of an adapter has
   * @throws IllegalArgumentException if it is not, before anything is done
   * @throws IOException what the upload threw, unchanged, as all else that it throws
   */
  public <T> T count(Dialect dialect, Upload<T> upload, Function<T, Result> result)
      throws IOException {
    Map<Outcome, Counters> counters = counters(dialect);
    T answer;
    try {
      answer = upload.run();
    } catch (IOException e) {
      add(counters, new Result(Outcome.BROKEN_OFF, ByteCount.ZERO));
      throw e;
    } catch (StorageFailure | Error e) {
      add(counters, new Result(Outcome.FAILED, ByteCount.ZERO));
      throw e;
    } catch (RuntimeException e) {
      add(counters, new Result(Outcome.REFUSED, ByteCount.ZERO));
      throw e;
    }
    add(counters, result.apply(answer));
    return answer;
  }

  /** Before bytes are stored, whose caller would be told of an error of ours. */
  private Map<Outcome, Counters> counters(Dialect dialect) {
    Map<Outcome, Counters> counters = all.get(dialect);
    if (counters == null) {
      throw new IllegalArgumentException(
          "no adapter has '%s' among its dialects".formatted(dialect.name()));
    }
    return counters;
  }

  private static void add(Map<Outcome, Counters> counters, Result result) {
    Counters counted = requireNonNull(counters.get(result.outcome()));
    counted.chunks().increment();
    counted.bytes().increment((double) result.bytes().value());
  }
}
