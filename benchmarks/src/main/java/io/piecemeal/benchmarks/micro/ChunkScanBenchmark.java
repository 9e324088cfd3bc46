package io.piecemeal.benchmarks.micro;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.chunk.codec.ChunkBodyScanner;
import io.piecemeal.chunk.codec.ChunkMembers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The scanner of chunk bodies beside its limit, the JDK's decoder on the bare text. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class ChunkScanBenchmark {

  /** Decoded bytes of the chunk. */
  @Param({"16384", "262144", "5242880"})
  private int size;

  private final ChunkBodyScanner scanner = new ChunkBodyScanner();
  private byte[] body = {};
  private byte[] text = {};
  private byte[] decoded = {};

  /** Makes a body. */
  @Setup
  public void prepare() {
    byte[] chunk = new byte[size];
    new Random(size).nextBytes(chunk);
    body = BodyForm.JSON.wrap(chunk);
    text = Base64.getEncoder().encode(chunk);
    decoded = new byte[size];
  }

  /** What a request does, less the network and the disk. */
  @Benchmark
  public ChunkMembers scan(Blackhole sink) throws IOException {
    return scanner.scan(new ByteArrayInputStream(body), new Swallowing(sink));
  }

  /** The limit. */
  @Benchmark
  public int decodeOnly() {
    return Base64.getDecoder().decode(text, decoded);
  }
}
