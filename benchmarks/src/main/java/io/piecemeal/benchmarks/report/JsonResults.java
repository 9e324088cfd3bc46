package io.piecemeal.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Findings;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.figures.Series;
import io.piecemeal.benchmarks.figures.Spread;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;

/** Results for programs to read. */
final class JsonResults {

  private JsonResults() {}

  static String render(Report report) throws IOException {
    RunInfo info = report.info();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("commit", info.commit());
      json.writeStringField("date", info.date().toString());
      json.writeStringField("command", info.command());
      json.writeStringField("machine", info.machine());
      json.writeStringField("load", info.load());
      json.writeArrayFieldStart("cases");
      for (CaseResult result : report.results()) {
        write(json, result);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("findings");
      for (Findings findings : report.findings()) {
        write(json, findings);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, CaseResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("case", result.title());
    json.writeObjectFieldStart("subjects");
    for (Series series : result.series()) {
      json.writeObjectFieldStart(series.subject());
      for (Metric metric : Metric.values()) {
        write(json, metric, series.spread(metric));
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Findings findings) throws IOException {
    for (Findings.Finding finding : findings.all()) {
      json.writeStartObject();
      json.writeStringField("question", findings.title());
      json.writeStringField("what", finding.what());
      json.writeStringField("unit", finding.unit());
      write(json, finding.value());
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Metric metric, Optional<Spread> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeObjectFieldStart(metric.heading());
      write(json, value.get());
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Spread value) throws IOException {
    json.writeNumberField("median", value.median());
    json.writeNumberField("min", value.min());
    json.writeNumberField("max", value.max());
  }
}
