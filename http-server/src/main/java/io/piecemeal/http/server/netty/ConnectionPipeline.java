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
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.piecemeal.http.server.access.AccessLog;
import io.piecemeal.http.server.adapter.StreamPaths;
import io.piecemeal.http.server.caps.BodyCaps;
import io.piecemeal.http.server.caps.RoutedPaths;
import io.piecemeal.http.server.content.EncryptedBytes;
import io.piecemeal.http.server.direct.DirectHandlers;
import io.piecemeal.http.server.direct.ReceivingBudget;
import io.piecemeal.http.server.interim.InterimHandler;
import io.piecemeal.http.server.problem.ProblemMessages;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts our handlers between the bytes of a connection and the framework: a stricter decoder, one
 * request at a time, no leftovers after a refusal, and the checks that come before any routing.
 */
@Singleton
final class ConnectionPipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private static final String FRAMEWORK = ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND;

  private final NettyHttpServerConfiguration configuration;
  private final Http2Windows windows = Http2Windows.ofHeap();
  private final RequestChecks checks;
  private final ProblemMessages problems;
  private final BodyCaps caps;
  private final DirectHandlers direct;
  private final ReceivingBudget budget;
  private final Connections connections;
  private final CorsRule cors;
  private final RoutedPaths paths;
  private final StreamPaths streams;
  private final AccessLog access;
  private final Optional<ManagementPort> management;
  private final EncryptedBytes encrypted;
  private final WaitingAnswers waiting;
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
      StreamPaths streams,
      AccessLog access,
      Optional<ManagementPort> management,
      EncryptedBytes encrypted,
      WaitingAnswers waiting,
      MeterRegistry meters) {
    this.waiting = waiting;
    this.encrypted = encrypted;
    this.access = access;
    this.management = management;
    this.paths = paths;
    this.streams = streams;
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

  /** Puts a handler first that sees a connection as its socket does. */
  private void admit(Channel channel, Connection connection, BudgetedReads reads) {
    channel.config().setRecvByteBufAllocator(reads);
    // Netty's default keeps no buffers of this size: each would be new, and cleared.
    channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
    // Every read is asked for: by the framework, and until there is a request by the handlers of
    // TLS.
    channel.config().setAutoRead(false);
    channel
        .pipeline()
        .addFirst("connection", connection)
        .addLast("opening", new Opening(connection));
  }

  /** For a connection that speaks HTTP/1.1. */
  private void speakHttp1(ChannelPipeline pipeline, Connection connection, BudgetedReads reads) {
    StrictServerCodec codec = new StrictServerCodec(configuration, () -> !connection.isInRequest());
    pipeline.replace(
        ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
        ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
        codec);
    if (pipeline.context(ChannelPipelineCustomizer.HANDLER_SSL) != null) {
      pipeline.channel().config().setWriteBufferWaterMark(EncryptedAnswers.ONE_BLOCK);
    }
    addFirstHandlers(pipeline, reads::lastReadHad);
    pipeline.addBefore(
        FRAMEWORK, "one-request-at-a-time", new PipelineSerializer(connection, codec));
    pipeline.addBefore(FRAMEWORK, "no-leftovers", new LingeringClose(connection));
    addRequestHandlers(pipeline);
  }

  /** What each request goes through first, however it came. */
  private void addFirstHandlers(ChannelPipeline pipeline, IntConsumer pieces) {
    pipeline.addBefore(FRAMEWORK, "small-pieces", new SmallPieces(pieces));
    pipeline.addBefore(FRAMEWORK, "counted-answers", new CountedAnswers(waiting));
    pipeline.addBefore(FRAMEWORK, "access-log", access.newHandler());
  }

  /** What is the same for each request, however it came. */
  private void addRequestHandlers(ChannelPipeline pipeline) {
    pipeline.addBefore(FRAMEWORK, "cors-fields", new CorsFields(cors));
    streams
        .resumable()
        .map(path -> new TransparentUpgrade(paths.forms(), path))
        .ifPresent(taken -> pipeline.addBefore(FRAMEWORK, "transparent-upgrade", taken));
    pipeline.addBefore(FRAMEWORK, "method-override", new MethodOverride(streams));
    PortRole port = PortRole.of(management, pipeline.channel().localAddress());
    pipeline.addBefore(FRAMEWORK, "request-gate", new RequestGate(checks, problems, port));
    pipeline.addBefore(FRAMEWORK, "body-cap", new BodyCap(caps));
    pipeline.addBefore(FRAMEWORK, "trailing-fields", new TrailingFields());
    pipeline.addBefore(FRAMEWORK, "empty-bodies", new EmptyBodies(streams));
    pipeline.addBefore(FRAMEWORK, "head-as-get", new HeadAsGet(paths));
    pipeline.addBefore(FRAMEWORK, "accept-header", new AcceptHeader());
    pipeline.addBefore(FRAMEWORK, "interim-answers", new InterimHandler());
    pipeline.addBefore(FRAMEWORK, "direct-requests", direct.newHandler());
    pipeline.addBefore(FRAMEWORK, "framework-bodies", direct.newCountOfOthers());
  }

  /** For a connection that speaks HTTP/2: below, each stream has a pipeline of its own. */
  private Http2Frames speakHttp2(
      ChannelPipeline pipeline, Http2FrameCodec codec, Connection connection) {
    Http2Frames frames =
        new Http2Frames(
            connection, connections, codec, configuration.getIdleTimeout(), windows.stream());
    Http2Streams streams =
        new Http2Streams(connection, frames, codec.connection(), budget, connections::count);
    pipeline.addBefore(ChannelPipelineCustomizer.HANDLER_HTTP2_CONNECTION, "frames", frames);
    pipeline.addAfter(ChannelPipelineCustomizer.HANDLER_HTTP2_CONNECTION, "streams", streams);
    pipeline.addLast("broken-connections", new BrokenConnections(connection));
    connection.speaksHttp2(frames);
    try {
      Http2Connection http2 = codec.connection();
      http2
          .local()
          .flowController()
          .incrementWindowSize(http2.connectionStream(), windows.growth());
      pipeline.flush();
    } catch (Http2Exception e) {
      throw new IllegalStateException("the window of a new connection cannot grow", e);
    }
    return frames;
  }

  private void speakHttp2(Channel stream, Connection connection, Http2Frames frames) {
    ChannelPipeline pipeline = stream.pipeline();
    // It hands on one message for each read, and says nothing of the end of a read.
    pipeline.remove(ChannelPipelineCustomizer.HANDLER_FLOW_CONTROL);
    pipeline.addBefore(
        FRAMEWORK,
        "stream",
        connections.admit(stream, connection, frames, configuration.getMaxInitialLineLength()));
    // So many frames are decoded at a time, whatever is in them.
    addFirstHandlers(pipeline, _ -> {});
    addRequestHandlers(pipeline);
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
    private final Connection connection;
    private final BudgetedReads reads;
    private @Nullable Http2Frames frames;

    Accepted(Channel channel) {
      this.channel = channel;
      this.connection = connections.admit(channel);
      this.reads = new BudgetedReads(budget, connection, connections::count);
      admit(channel, connection, reads);
    }

    @Override
    public void onInitialPipelineBuilt() {
      Http2FrameCodec codec = channel.pipeline().get(Http2FrameCodec.class);
      if (codec != null) {
        frames = speakHttp2(channel.pipeline(), codec, connection);
      }
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel stream, ChannelRole role) {
      Http2Frames of = frames;
      return of == null ? this : new Begun(stream, connection, of);
    }

    @Override
    public void onStreamPipelineBuilt() {
      speakHttp1(channel.pipeline(), connection, reads);
    }
  }

  /** One stream, before anything was read from it. */
  private final class Begun implements NettyServerCustomizer {
    private final Channel stream;
    private final Connection connection;
    private final Http2Frames frames;

    Begun(Channel stream, Connection connection, Http2Frames frames) {
      this.stream = stream;
      this.connection = connection;
      this.frames = frames;
    }

    @Override
    public void onStreamPipelineBuilt() {
      speakHttp2(stream, connection, frames);
    }
  }

  /** Begins to listen to TLS, where it is spoken, and to read. */
  private final class Opening extends ChannelInboundHandlerAdapter {
    private final Connection connection;

    Opening(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      ChannelPipeline pipeline = context.pipeline();
      if (pipeline.context(ChannelPipelineCustomizer.HANDLER_SSL) != null) {
        pipeline.addAfter(
            ChannelPipelineCustomizer.HANDLER_SSL,
            "tls-events",
            new TlsEvents(connection, failedHandshakes));
        pipeline.addBefore(
            ChannelPipelineCustomizer.HANDLER_SSL,
            "encrypted-answers",
            new EncryptedAnswers(encrypted));
        pipeline.addBefore(
            ChannelPipelineCustomizer.HANDLER_SSL, "plain-requests", new PlainRequests(problems));
      }
      context.fireChannelActive();
      pipeline.remove(this);
      pipeline.read();
    }
  }
}
