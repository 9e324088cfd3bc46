package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.StoreProvider;
import io.piecemeal.testkit.InMemoryStoreProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks in a store that came as a jar. */
class PluggedStoreTest {

  private static final int SIZE = 300_000;

  @TempDir private Path plugins;

  private void offer(Class<? extends StoreProvider> provider) throws IOException {
    try (OutputStream file = Files.newOutputStream(plugins.resolve("store.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new ZipEntry("META-INF/services/" + StoreProvider.class.getName()));
      jar.write(provider.getName().getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void chunksGoThereAndNoneIntoTheDataDirectory() throws IOException {
    offer(InMemoryStoreProvider.class);
    Path data = TestService.newDataDirectory();
    byte[] bytes = Bytes.patterned(SIZE);
    try (InProcessService service =
        TestService.alone(
            data,
            "--plugins",
            plugins.toString(),
            "--chunk-store",
            "memory:" + UUID.randomUUID())) {
      Caller alice = new Caller(service.port(), TestService.ALICE);
      String id = alice.open();
      alice.append(id, bytes).is(200).has("size", SIZE);
      alice.post("/uploads/" + id + "/complete", Json.of("size", SIZE)).is(200);

      assertThat(alice.bytes(id)).isEqualTo(bytes);
      assertThat(data.resolve("objects")).doesNotExist();
      assertThat(data.resolve("segments")).doesNotExist();
    }
  }
}
