package io.piecemeal.http.server.netty;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.piecemeal.http.server.access.AccessLog;
import io.piecemeal.http.server.caps.BodyCaps;
import io.piecemeal.http.server.caps.RoutedPaths;
import io.piecemeal.http.server.direct.DirectHandlers;
import io.piecemeal.http.server.direct.ReceivingBudget;
import io.piecemeal.http.server.problem.ProblemMessages;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Puts our handlers between the bytes of a connection and the framework: a stricter decoder, one
 * request at a time, no leftovers after a refusal, and the checks that come before any routing.
 */
@Singleton
final class ConnectionPipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private final NettyHttpServerConfiguration configuration;
  private final RequestChecks checks;
  private final ProblemMessages problems;
  private final BodyCaps caps;
  private final DirectHandlers direct;
  private final ReceivingBudget budget;
  private final Connections connections;
  private final CorsRule cors;
  private final RoutedPaths paths;
  private final AccessLog access;
  private final Optional<ManagementPort> management;
  private final Counter failedHandshakes;

  ConnectionPipeline(
      NettyHttpServerConfiguration configuration,
      RequestChecks checks,
      ProblemMessages problems,
      BodyCaps caps,
      DirectHandlers direct,
      ReceivingBudget budget,
      Connections connections,
      CorsRule cors,
      RoutedPaths paths,
      AccessLog access,
      Optional<ManagementPort> management,
      MeterRegistry meters) {
    this.access = access;
    this.management = management;
    this.paths = paths;
    this.configuration = configuration;
    this.checks = checks;
    this.problems = problems;
    this.caps = caps;
    this.direct = direct;
    this.budget = budget;
    this.connections = connections;
    this.cors = cors;
    this.failedHandshakes =
        Counter.builder("piecemeal.tls.handshakes.failed")
            .description("Connections that ended before their TLS handshake did")
            .register(meters);
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Listener());
    return event.getBean();
  }

  private void set(ChannelPipeline pipeline, Connection connection) {
    StrictServerCodec codec = new StrictServerCodec(configuration, () -> !connection.isInRequest());
    pipeline.addFirst("connection", connection);
    if (pipeline.context(ChannelPipelineCustomizer.HANDLER_SSL) != null) {
      pipeline.addAfter(
          ChannelPipelineCustomizer.HANDLER_SSL,
          "tls-events",
          new TlsEvents(connection, failedHandshakes));
    }
    pipeline.replace(
        ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
        ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
        codec);
    String framework = ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND;
    pipeline.addBefore(framework, "access-log", access.newHandler());
    pipeline.addBefore(
        framework, "one-request-at-a-time", new PipelineSerializer(connection, codec));
    pipeline.addBefore(framework, "no-leftovers", new LingeringClose(connection));
    pipeline.addBefore(framework, "cors-fields", new CorsFields(cors));
    pipeline.addBefore(framework, "method-override", new MethodOverride(paths));
    PortRole port = PortRole.of(management, pipeline.channel().localAddress());
    pipeline.addBefore(framework, "request-gate", new RequestGate(checks, problems, port));
    pipeline.addBefore(framework, "body-cap", new BodyCap(caps));
    pipeline.addBefore(framework, "empty-bodies", new EmptyBodies());
    pipeline.addBefore(framework, "head-as-get", new HeadAsGet(paths));
    pipeline.addBefore(framework, "accept-header", new AcceptHeader());
    pipeline.addBefore(framework, "direct-requests", direct.newHandler());
  }

  /** Waits for connections. */
  private final class Listener implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      return role == ChannelRole.CONNECTION ? new Accepted(channel) : this;
    }
  }

  /** One connection, before anything was read from it. */
  private final class Accepted implements NettyServerCustomizer {
    private final Channel channel;

    Accepted(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void onStreamPipelineBuilt() {
      Connection connection = connections.admit(channel);
      channel
          .config()
          .setRecvByteBufAllocator(new BudgetedReads(budget, connection, connections::count));
      // Netty's default keeps no buffers of this size: each would be new, and cleared.
      channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
      set(channel.pipeline(), connection);
    }
  }
}
