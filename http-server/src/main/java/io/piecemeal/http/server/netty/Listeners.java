package io.piecemeal.http.server.netty;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration.NettyListenerConfiguration;
import io.piecemeal.http.server.tls.ServedCertificate;
import io.piecemeal.http.server.tls.TlsFiles;
import jakarta.inject.Singleton;
import java.net.ServerSocket;
import java.util.Optional;

/**
 * Has the server listen at the sockets of the service, which are bound already. Not by properties:
 * of several listeners, the framework takes any as the one whose port it tells.
 */
@Singleton
@Requires(beans = ListeningSockets.class)
final class Listeners implements BeanCreatedEventListener<NettyHttpServerConfiguration> {

  private final ListeningSockets sockets;
  private final Optional<TlsFiles> tls;

  Listeners(ListeningSockets sockets, Optional<TlsFiles> tls) {
    this.sockets = sockets;
    this.tls = tls;
  }

  @Override
  public NettyHttpServerConfiguration onCreated(
      BeanCreatedEvent<NettyHttpServerConfiguration> event) {
    NettyHttpServerConfiguration server = event.getBean();
    server.setListeners(sockets.roles().stream().map(this::listener).toList());
    return server;
  }

  private NettyListenerConfiguration listener(PortRole role) {
    ServerSocket socket = sockets.socket(role).socket();
    NettyListenerConfiguration listener = new NettyListenerConfiguration(role.name());
    listener.setHost(socket.getInetAddress().getHostAddress());
    listener.setPort(socket.getLocalPort());
    listener.setBind(false);
    listener.setFd(sockets.roles().indexOf(role));
    if (tls.isPresent()) {
      listener.setSsl(true);
      listener.setKeyName(ServedCertificate.NAME);
    }
    return listener;
  }
}
