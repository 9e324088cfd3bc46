package io.piecemeal.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Begins spans and sends those that ended to a collector, in the background. Nothing of the service
 * waits for the collector: where that is slow or away, spans are dropped. Safe for use by several
 * threads.
 */
public final class Traces implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String PATH = "/v1/traces";

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private Traces(SdkTracerProvider provider, String version) {
    this.provider = provider;
    this.tracer = provider.get("piecemeal", version);
  }

  /**
   * Traces that go to a collector.
   *
   * @param collector where it takes OTLP over HTTP, such as {@code http://127.0.0.1:4318}
   * @param version of the service
   * @param share of the traces that begin here, from 0 to 1; one that a caller began is sent if the
   *     caller sends it
   */
  public static Traces to(URI collector, String version, double share) {
    String base = collector.toString().replaceFirst("/+$", "");
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(base.endsWith(PATH) ? base : base + PATH)
            .setTimeout(PATIENCE)
            .build();
    Resource service =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "piecemeal",
                        AttributeKey.stringKey("service.version"),
                        version)));
    return new Traces(
        SdkTracerProvider.builder()
            .setResource(service)
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter).setScheduleDelay(1, TimeUnit.SECONDS).build())
            .build(),
        version);
  }

  /**
   * A request begins. Goes on with the trace of its caller if the header fields have one.
   *
   * @param fields {@code traceparent} and {@code tracestate} as they came, by lower-case names
   */
  public Trace request(String name, Map<String, String> fields) {
    Context caller =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), fields, new Fields());
    return new Trace(
        tracer.spanBuilder(name).setSpanKind(SpanKind.SERVER).setParent(caller).startSpan());
  }

  /** A step of what this thread does begins. */
  public Trace step(String name) {
    return new Trace(tracer.spanBuilder(name).startSpan());
  }

  /** A question to a database begins, as a step of what this thread does. */
  public Trace query(String name) {
    return new Trace(
        tracer
            .spanBuilder(name)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("db.system.name", "postgresql")
            .setAttribute("db.operation.name", name)
            .startSpan());
  }

  /**
   * A request to another service begins, as a step of what this thread does.
   *
   * @param method of HTTP
   * @param host the other service's
   */
  public Trace call(String method, String host) {
    return new Trace(
        tracer
            .spanBuilder(method)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("http.request.method", method)
            .setAttribute("server.address", host)
            .startSpan());
  }

  /** Sends what has ended; takes five seconds at most. */
  @Override
  public void close() {
    provider.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static final class Fields implements TextMapGetter<Map<String, String>> {

    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return List.copyOf(carrier.keySet());
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
      return carrier == null ? null : carrier.get(key);
    }
  }
}
