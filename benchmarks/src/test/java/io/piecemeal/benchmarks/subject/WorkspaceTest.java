package io.piecemeal.benchmarks.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

  @TempDir private Path parent;

  @Test
  void closingEndsTheLastFirstAndRemovesEverything() throws IOException {
    List<String> ended = new ArrayList<>();
    try (Workspace workspace = Workspace.create(parent, parent, Regime.TMPFS)) {
      Files.writeString(workspace.newFolder("server").resolve("chunk"), "bytes");
      AutoCloseable first = workspace.own(() -> ended.add("first"));
      AutoCloseable second =
          workspace.own(
              () -> {
                ended.add("second");
                throw new IOException("is gone already");
              });
      assertThat(first).isNotSameAs(second);
    }

    assertThat(ended).containsExactly("second", "first");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void emptyingAFolderLeavesTheFoldersInIt() throws IOException {
    Path shard = Files.createDirectories(parent.resolve("objects/00"));
    Files.writeString(shard.resolve("chunk"), "bytes");

    Folders.empty(parent.resolve("objects"));

    assertThat(shard).isEmptyDirectory();
  }
}
