package io.piecemeal.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
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
    return run(List.of(suites).stream().map(DiscoverySelectors::selectClass).toList());
  }

  /** The same, of some tests of a suite only. */
  static List<String> failuresOf(Class<?> suite, String... tests) {
    return run(
        List.of(tests).stream().map(test -> DiscoverySelectors.selectMethod(suite, test)).toList());
  }

  private static List<String> run(List<? extends DiscoverySelector> selectors) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
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
