package io.piecemeal.e2e;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code /metrics} said at one moment: samples by name and labels, as Prometheus writes them.
 */
record Scrape(Map<String, Double> samples) {

  /** Of the service of this caller. */
  static Scrape of(Caller caller) {
    return parse(caller.send(caller.anonymous("/metrics")).is(200).body());
  }

  static Scrape parse(String text) {
    Map<String, Double> samples = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              samples.put(line.substring(0, end), Double.parseDouble(line.substring(end + 1)));
            });
    return new Scrape(samples);
  }

  /** The sample, which has to be there. */
  double value(String sample) {
    Double value = samples.get(sample);
    if (value == null) {
      throw new AssertionError("no sample " + sample);
    }
    return value;
  }

  /** How much the sample is more than it was then. */
  double since(Scrape before, String sample) {
    return value(sample) - before.value(sample);
  }
}
