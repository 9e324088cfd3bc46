package io.piecemeal.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.StoreProvider;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.testkit.InMemoryStoreProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores and dialects from jars that an operator gave. */
class PluginsTest {

  @TempDir private Path folder;

  /** A jar that offers a class; the class is where this test is. */
  private Path jar(String name, String offered) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new ZipEntry("META-INF/services/" + StoreProvider.class.getName()));
      out.write(offered.getBytes(StandardCharsets.US_ASCII));
    }
    return jar;
  }

  private StoreProvider find(String scheme) {
    try (Plugins plugins = new Plugins(Optional.of(folder), Plugins.open(folder))) {
      return plugins.find(scheme);
    }
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> find("memory"))
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void aStoreIsFoundByTheSchemeOfItsAddresses() throws IOException {
    jar("memory.jar", InMemoryStoreProvider.class.getName());
    assertThat(find("memory")).isInstanceOf(InMemoryStoreProvider.class);
  }

  @Test
  void whatIsNotThereIsNamedWithWhatIs() throws IOException {
    jar("memory.jar", InMemoryStoreProvider.class.getName());
    assertThatThrownBy(() -> find("gs"))
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll("gs:", "there is s3, memory", folder.toString());
    try (Plugins none = new Plugins(Optional.empty(), PluginsTest.class.getClassLoader())) {
      assertThatThrownBy(() -> none.find("memory"))
          .isInstanceOf(StartupException.class)
          .hasMessageContainingAll("there is s3.", "PIECEMEAL_PLUGINS", "not set");
    }
  }

  @Test
  void aJarThatOthersMayWriteIsNotTaken() throws IOException {
    Path jar = jar("memory.jar", InMemoryStoreProvider.class.getName());
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-r--"));
    assertRefused(jar.toString(), "chmod go-w");
  }

  @Test
  void neitherIsOneInAFolderThatOthersMayWrite() throws IOException {
    jar("memory.jar", InMemoryStoreProvider.class.getName());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertRefused(folder.toString(), "chmod go-w");
  }

  @Test
  void aFolderThatIsNotThereAndAJarThatOffersNothingAreNamed() throws IOException {
    jar("broken.jar", "com.example.Gone");
    assertRefused(folder.toString(), "com.example.Gone");
    Path gone = folder.resolve("gone");
    assertThatThrownBy(() -> Plugins.open(gone))
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll(gone.toString(), "PIECEMEAL_PLUGINS");
  }
}
