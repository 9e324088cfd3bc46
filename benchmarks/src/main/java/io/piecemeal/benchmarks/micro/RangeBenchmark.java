package io.piecemeal.benchmarks.micro;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.content.RequestedRange;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A Range header. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RangeBenchmark {

  private final ByteCount size = new ByteCount(100_000_000);

  /** Reads one. */
  @Benchmark
  public RequestedRange range() {
    return RequestedRange.parse("bytes=1048576-2097151", size);
  }
}
