package io.piecemeal.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class UnpackingTest {

  @TempDir Path folder;

  private Path target;

  @BeforeEach
  void makeTarget() throws IOException {
    target = Files.createDirectory(folder.resolve("target"));
  }

  @Test
  void modesAndLinksAreKept() throws IOException {
    unpack(file("bin/tool", 04755), link("bin/alias", "tool"), file("share/text", 0640));
    assertThat(mode("bin/tool")).isEqualTo("rwxr-xr-x");
    assertThat(mode("share/text")).isEqualTo("rw-r-----");
    assertThat(Files.readSymbolicLink(target.resolve("bin/alias"))).isEqualTo(Path.of("tool"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "bin/../../evil", "../target-evil/file"})
  void entryThatLeadsOutsideIsRefused(String name) {
    assertThatThrownBy(() -> unpack(file(name, 0644)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leads outside");
    assertThat(folder).isDirectoryNotContaining("glob:**evil*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../evil", "/etc/passwd"})
  void linkThatLeadsOutsideIsRefused(String destination) {
    assertThatThrownBy(() -> unpack(link("bin/alias", destination)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leads outside");
  }

  @Test
  void otherKindsOfEntriesAreRefused() {
    TarArchiveEntry pipe = new TarArchiveEntry("pipe", TarConstants.LF_FIFO);
    assertThatThrownBy(() -> unpack(pipe))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pipe");
  }

  private void unpack(TarArchiveEntry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options()))) {
      for (TarArchiveEntry entry : entries) {
        byte[] content = entry.isFile() && !entry.isSymbolicLink() ? content() : new byte[0];
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    InputStream archive = new ByteArrayInputStream(bytes.toByteArray());
    new Unpacking(target).unpack(archive);
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(name)));
  }

  private static TarArchiveEntry file(String name, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setMode(mode);
    return entry;
  }

  private static TarArchiveEntry link(String name, String destination) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(destination);
    return entry;
  }

  private static byte[] content() {
    return "content".getBytes(StandardCharsets.US_ASCII);
  }
}
