package io.piecemeal.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.figures.Findings;
import io.piecemeal.benchmarks.figures.Findings.Finding;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.figures.Series;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {

  private static final RunInfo INFO =
      new RunInfo(
          "abc1234",
          Instant.parse("2026-11-22T00:00:00Z"),
          "./piecemeal bench load",
          "2 × x",
          "0 0 0");

  @TempDir private Path folder;

  @Test
  void tableHasMediansAndRatiosToTheFirst() throws IOException {
    new Report("load", INFO, List.of(result()), List.of()).writeTo(folder);

    assertThat(Files.readString(folder.resolve("load.md")))
        .contains("commit: abc1234", "command: `./piecemeal bench load`")
        .contains("| 5MiBx8   | ours <&>/it req/s | ours <&>/it CPU/GB | MB/s           | req/s ")
        .containsPattern("\\| ours <&> +\\| +\\| +\\| 900 \\(800–1000\\) \\| 180 ")
        .containsPattern("\\| nginx +\\| 1.50 +\\| 0.50 ");
  }

  @Test
  void jsonHasTheExtremes() throws IOException {
    new Report("load", INFO, List.of(result()), List.of()).writeTo(folder);

    assertThat(Files.readString(folder.resolve("load.json")))
        .contains("\"commit\" : \"abc1234\"", "\"median\" : 900.0", "\"max\" : 1000.0");
  }

  @Test
  void plotIsWellFormedAndNamesSubjectsCasesAndMetrics() throws Exception {
    new Report("load", INFO, List.of(result()), List.of()).writeTo(folder);

    String svg = Files.readString(folder.resolve("load.svg"));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getTextContent())
        .contains("ours <&>", "nginx", "5MiBx8", "decoded MB/s", "900", "1.10");
  }

  @Test
  void findingsHaveNoPlot() throws IOException {
    Findings findings = new Findings("start", List.of(Finding.of("warm", "s", 2, 1.5)));

    new Report("start", INFO, List.of(), List.of(findings)).writeTo(folder);

    assertThat(Files.readString(folder.resolve("start.md"))).contains("| warm  | 1.50 ");
    assertThat(folder.resolve("start.svg")).doesNotExist();
  }

  private static CaseResult result() {
    Series ours = new Series("ours <&>");
    ours.add(figures(800, 180, 1.1));
    ours.add(figures(1000, 180, 1.1));
    Series nginx = new Series("nginx");
    nginx.add(figures(600, 120, 2.2));
    nginx.add(figures(600, 120, 2.2));
    return new CaseResult("5MiBx8", List.of(ours, nginx));
  }

  private static Figures figures(double throughput, double requests, double cpu) {
    return new Figures()
        .with(Metric.THROUGHPUT, throughput)
        .with(Metric.REQUESTS, requests)
        .with(Metric.CPU_PER_GB, cpu);
  }
}
