package io.piecemeal.benchmarks.micro;

import io.piecemeal.domain.upload.FileName;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The rules of a filename. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FileNameBenchmark {

  /** A name of ASCII letters, and one that has more to check. */
  @Param({"document-2026-11.pdf", "Übersicht — größere Änderungen 漢字.pdf"})
  private String name = "";

  /** Checks one. */
  @Benchmark
  public FileName fileName() {
    return FileName.of(name);
  }
}
