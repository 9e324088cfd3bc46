package io.piecemeal.harness.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

  @TempDir private Path parent;

  @Test
  void closingEndsTheLastFirstAndRemovesEverything() throws IOException {
    List<String> ended = new ArrayList<>();
    try (WorkFolder workspace = WorkFolder.create(parent, "work-")) {
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
  void whatIsKeptAsEvidenceStays() throws IOException {
    Path log;
    try (WorkFolder workspace = WorkFolder.create(parent, "work-")) {
      log = Files.writeString(workspace.log("server"), "it said this");
      workspace.keep();
    }

    assertThat(log).hasContent("it said this");
  }

  @Test
  void emptyingAFolderLeavesTheFoldersInIt() throws IOException {
    Path shard = Files.createDirectories(parent.resolve("objects/00"));
    Files.writeString(shard.resolve("chunk"), "bytes");

    Folders.empty(parent.resolve("objects"));

    assertThat(shard).isEmptyDirectory();
  }
}
