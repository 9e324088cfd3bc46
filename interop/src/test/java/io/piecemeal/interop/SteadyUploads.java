package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lanes that upload one file after the other and read each back, until they are stopped. */
final class SteadyUploads implements AutoCloseable {

  private static final int CHUNKS = 6;
  private static final int LARGEST = 5 << 20;
  private static final int USUAL = 64 << 10;

  private final SteadyClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final List<Future<?>> lanes = new ArrayList<>();

  /** By the file's id, what its bytes are made of. */
  private final Map<String, Long> seeds = new ConcurrentHashMap<>();

  SteadyUploads(SteadyClient client, int count) {
    this.client = client;
    for (int lane = 0; lane < count; lane++) {
      long first = (long) lane << 32;
      lanes.add(
          threads.submit(
              () -> {
                for (long seed = first; !enough.get(); seed++) {
                  upload(seed);
                }
                return null;
              }));
    }
  }

  private void upload(long seed) throws InterruptedException {
    String id = client.open();
    long size = 0;
    for (byte[] chunk : chunks(seed)) {
      client.append(id, size, chunk);
      size += chunk.length;
    }
    client.complete(id, size);
    seeds.put(id, seed);
    requireWhole(id, seed);
  }

  private static List<byte[]> chunks(long seed) {
    Random random = new Random(seed);
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < CHUNKS; i++) {
      int length = random.nextInt(20) == 0 ? LARGEST : 1 + random.nextInt(USUAL);
      byte[] chunk = new byte[length];
      random.nextBytes(chunk);
      chunks.add(chunk);
    }
    return chunks;
  }

  /** Fails if a lane could not go on. */
  void requireWorking() throws InterruptedException, ExecutionException {
    for (Future<?> lane : lanes) {
      if (lane.isDone()) {
        lane.get();
      }
    }
  }

  /** Lets the lanes end their files, and reads all files again; gives how many there are. */
  int finish() throws InterruptedException, ExecutionException {
    enough.set(true);
    for (Future<?> lane : lanes) {
      lane.get();
    }
    for (Map.Entry<String, Long> file : seeds.entrySet()) {
      requireWhole(file.getKey(), file.getValue());
    }
    return seeds.size();
  }

  private void requireWhole(String id, long seed) throws InterruptedException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    chunks(seed).forEach(expected::writeBytes);
    assertThat(client.content(id)).as("bytes of " + id).isEqualTo(expected.toByteArray());
  }

  @Override
  public void close() {
    enough.set(true);
    threads.shutdownNow();
  }
}
