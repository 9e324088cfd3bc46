package io.piecemeal.http.server.netty;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration.NettyListenerConfiguration;
import io.piecemeal.http.server.tls.ServedCertificate;
import io.piecemeal.http.server.tls.TlsFiles;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Has the server listen on two ports. Not by properties: of several listeners, the framework takes
 * any as the one whose port it tells.
 */
@Singleton
@Requires(beans = ManagementPort.class)
final class Listeners implements BeanCreatedEventListener<NettyHttpServerConfiguration> {

  private final ManagementPort management;
  private final Optional<TlsFiles> tls;

  Listeners(ManagementPort management, Optional<TlsFiles> tls) {
    this.management = management;
    this.tls = tls;
  }

  @Override
  public NettyHttpServerConfiguration onCreated(
      BeanCreatedEvent<NettyHttpServerConfiguration> event) {
    NettyHttpServerConfiguration server = event.getBean();
    server.setListeners(
        List.of(
            listener("callers", server.getHost().orElseThrow(), server.getPort().orElseThrow()),
            listener("management", management.address(), management.port())));
    return server;
  }

  private NettyListenerConfiguration listener(String name, String host, int port) {
    NettyListenerConfiguration listener = new NettyListenerConfiguration(name);
    listener.setHost(host);
    listener.setPort(port);
    if (tls.isPresent()) {
      listener.setSsl(true);
      listener.setKeyName(ServedCertificate.NAME);
    }
    return listener;
  }
}
