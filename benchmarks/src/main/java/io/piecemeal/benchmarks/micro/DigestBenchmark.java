package io.piecemeal.benchmarks.micro;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
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

/** The two digests of a chunk: why one of them is only made when a caller asks for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DigestBenchmark {

  /** Bytes of the chunk. */
  @Param({"16384", "5242880"})
  private int size;

  private byte[] chunk = {};

  /** Makes a chunk. */
  @Setup
  public void prepare() {
    chunk = new byte[size];
    new Random(size).nextBytes(chunk);
  }

  /** Made of every chunk. */
  @Benchmark
  public long crc32c() {
    CRC32C sum = new CRC32C();
    sum.update(chunk, 0, chunk.length);
    return sum.getValue();
  }

  /** Made where the caller declared one. */
  @Benchmark
  public byte[] sha256() throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(chunk);
  }
}
