package io.piecemeal.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs suites as a build does, to see whether they find what is wrong with an adapter. */
final class SuiteRun {

  private SuiteRun() {}

  /**
   * The names of the tests that failed.
   *
   * @throws AssertionError if there was none to run
   */
  static List<String> failures(Class<?>... suites) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(List.of(suites).stream().map(DiscoverySelectors::selectClass).toList())
            .build();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    if (summary.getTestsStartedCount() == 0) {
      StringWriter found = new StringWriter();
      summary.printTo(new PrintWriter(found));
      throw new AssertionError("no test was run: " + found);
    }
    return summary.getFailures().stream()
        .map(failure -> failure.getTestIdentifier().getDisplayName())
        .toList();
  }
}
