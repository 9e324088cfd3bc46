package io.piecemeal.e2e;

import io.micronaut.context.Qualifier;
import io.piecemeal.bootstrap.settings.SettingsOptions;
import io.piecemeal.bootstrap.wiring.PiecemealService;
import java.util.List;
import java.util.Map;

/** The service as {@code serve} runs it, within the test's JVM. */
public final class InProcessService implements AutoCloseable {

  private final PiecemealService running;

  private InProcessService(PiecemealService running) {
    this.running = running;
  }

  /** Starts it with these options and this environment. */
  public static InProcessService start(List<String> options, Map<String, String> environment) {
    return new InProcessService(
        PiecemealService.start(SettingsOptions.parse(options, environment)));
  }

  public int port() {
    return running.port();
  }

  /** A bean of the service. */
  public <T> T bean(Class<T> type) {
    return running.context().getBean(type);
  }

  /** A bean of the service that is one of several of its type. */
  public <T> T bean(Class<T> type, Qualifier<T> qualifier) {
    return running.context().getBean(type, qualifier);
  }

  /** One more bean for the service. */
  public <T> void add(Class<T> type, T bean, Qualifier<T> qualifier) {
    running.context().registerSingleton(type, bean, qualifier);
  }

  @Override
  public void close() {
    running.close();
  }
}
