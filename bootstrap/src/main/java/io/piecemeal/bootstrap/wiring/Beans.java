package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.piecemeal.adapters.mcp.transfer.FileAddresses;
import io.piecemeal.adapters.persistence.postgres.MissingRights;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.http.server.caps.BodyCaps;
import io.piecemeal.http.server.netty.Http2Server;
import io.piecemeal.http.server.tls.Http2;
import io.piecemeal.http.server.tls.TlsServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Makes the bean context: the settings say what the framework has to know. */
final class Beans {

  private Beans() {}

  /** For a command, which does one thing and ends. */
  static ApplicationContextBuilder context(Settings settings, Database database) {
    return context(settings, properties(settings, database));
  }

  /** For the service, which also looks after what it keeps. */
  static ApplicationContextBuilder serving(Settings settings, Database database) {
    Map<String, Object> properties = properties(settings, database);
    properties.put("piecemeal.heartbeat-interval", "10s");
    properties.put("piecemeal.store-patience", settings.server().startTimeout());
    properties.put("piecemeal.quota-interval", "5s");
    properties.put("piecemeal.events-interval", "60s");
    settings.webhooks().ifPresent(_ -> properties.put("piecemeal.webhooks-interval", "1s"));
    if (settings.database().isEmpty()) {
      properties.put("piecemeal.ballast-interval", "60s");
    }
    Duration collecting = settings.upkeep().collectInterval();
    if (!collecting.isZero()) {
      properties.put("piecemeal.collect-interval", collecting);
    }
    settings.scanner().ifPresent(_ -> properties.put("piecemeal.scan-interval", "1s"));
    settings.imports().ifPresent(_ -> properties.put("piecemeal.imports", true));
    if (settings.mcpFiles() == Settings.McpFiles.OFFERED) {
      properties.put(FileAddresses.ON, true);
    }
    settings.log().collector().ifPresent(to -> properties.put("piecemeal.otlp-endpoint", to.url()));
    if (settings.bucket().isPresent()) {
      properties.put("piecemeal.names-interval", "1s");
    }
    settings.readCache().ifPresent(_ -> properties.put("piecemeal.read-cache-interval", "60s"));
    if (!settings.upkeep().scrubRate().isZero()) {
      properties.put("piecemeal.scrub-interval", "60s");
    }
    return context(settings, properties);
  }

  /**
   * Starts a context, and with it what uses the database.
   *
   * @throws StartupException if the role of an external database lacks rights, or a plug-in was
   *     built for another service
   */
  static ApplicationContext start(Settings settings, ApplicationContextBuilder builder) {
    try {
      return builder.start();
    } catch (LinkageError e) {
      throw settings.plugins().map(folder -> Plugins.unusable(folder, e)).orElseThrow(() -> e);
    } catch (RuntimeException e) {
      throw settings
          .database()
          .flatMap(external -> MissingRights.in(e, external.user()))
          .<RuntimeException>map(
              words -> new StartupException(words + "; see PIECEMEAL_DATABASE_USER", e))
          .orElse(e);
    }
  }

  private static Map<String, Object> properties(Settings settings, Database database) {
    Map<String, Object> properties = new HashMap<>(database.properties());
    properties.put("micronaut.server.host", settings.server().host());
    properties.put("micronaut.server.port", settings.server().port());
    if (settings.server().tls().isPresent()) {
      properties.putAll(TlsServer.properties(settings.server().port()));
      if (settings.server().http2() == Http2.OFFERED) {
        properties.putAll(Http2Server.properties(settings.connections()));
      }
    }
    properties.put(
        "micronaut.server.max-request-size", BodyCaps.largest(settings.limits()).value());
    return properties;
  }

  private static ApplicationContextBuilder context(
      Settings settings, Map<String, Object> properties) {
    ApplicationContextBuilder builder =
        ApplicationContext.builder()
            .banner(false)
            // The settings are ours to read; a variable named like one of the framework's changes
            // nothing.
            .environmentPropertySource(false)
            .deduceEnvironment(false)
            .properties(properties)
            .singletons(
                settings,
                settings.server().allowedHosts(),
                settings.server().pages(),
                settings.server().trustedProxies(),
                settings.connections(),
                settings.log().access());
    settings.server().tls().ifPresent(builder::singletons);
    settings.server().management().ifPresent(builder::singletons);
    // Beans of plug-ins are beans like all others.
    settings.plugins().map(Plugins::open).ifPresent(builder::classLoader);
    return builder;
  }
}
