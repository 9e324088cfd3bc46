package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.http.server.adapter.AdapterFacts;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which plug-ins are in use, and closes their jars at the end. */
@Factory
final class PluginBeans {

  private static final Logger LOG = LoggerFactory.getLogger(PluginBeans.class);

  @Context
  @Bean(preDestroy = "close")
  Plugins plugins(Settings settings, ApplicationContext context) {
    Plugins plugins = new Plugins(settings.plugins(), context.getClassLoader());
    settings
        .plugins()
        .ifPresent(
            folder -> {
              List<String> dialects =
                  context.getBeansOfType(AdapterFacts.class).stream()
                      .filter(plugins::have)
                      .map(facts -> facts.getClass().getName())
                      .toList();
              if (!dialects.isEmpty()) {
                LOG.info("dialects by plug-ins from {}: {}", folder, dialects);
              }
            });
    return plugins;
  }
}
