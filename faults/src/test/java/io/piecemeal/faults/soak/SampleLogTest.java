package io.piecemeal.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLogTest {

  @TempDir Path folder;

  @Test
  void eachSampleIsALineBelowTheTitles() throws IOException {
    SampleLog log = new SampleLog(folder);

    log.add(Map.of(Gauge.HEAP_AFTER_GC, 29e6, Gauge.FILES, 154.0), "4711:\n");

    assertThat(folder.resolve("samples.csv"))
        .content()
        .matches(
            """
            seconds,heap MB,resident heap MB,resident beside heap MB,open files,threads,pool connections
            \\d+,29.0,0.0,0.0,154.0,0.0,0.0
            """);
    assertThat(folder.resolve("native-memory.log")).content().endsWith(" s, process 4711:\n");
  }
}
