package io.piecemeal.bootstrap.sight;

import io.piecemeal.adapters.s3.StoreCalls;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.http.server.trace.RequestTraces;
import io.piecemeal.telemetry.Trace;
import io.piecemeal.telemetry.Traces;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Spans for the request, the stages of an append, and each call of the database. */
final class OpenTelemetry implements Tracing {

  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private final Traces traces;

  private OpenTelemetry(Traces traces) {
    this.traces = traces;
  }

  static Tracing to(Settings.Collector collector) {
    return new OpenTelemetry(Traces.to(collector.url(), Build.version(), collector.share()));
  }

  @Override
  public <T> T database(Class<T> port, T adapter) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> query(port, adapter, method, arguments)));
  }

  private @Nullable Object query(
      Class<?> port, Object adapter, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return invoke(adapter, method, arguments);
    }
    Trace trace = traces.query(port.getSimpleName() + "." + method.getName());
    try (trace;
        Trace.Place _ = trace.enter()) {
      return invoke(adapter, method, arguments);
    } catch (Throwable e) {
      trace.fail(e.getClass().getSimpleName());
      throw e;
    }
  }

  private static @Nullable Object invoke(
      Object adapter, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(adapter, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public ChunkStore store(ChunkStore store) {
    return new TracedChunkStore(store, traces);
  }

  @Override
  public Optional<StoreCalls> calls() {
    return Optional.of((method, host) -> new Call(traces.call(method, host)));
  }

  @Override
  public Optional<RequestTraces> requests() {
    return Optional.of((method, route, fields) -> new Request(begin(method, route, fields)));
  }

  private Trace begin(String method, String route, Map<String, String> fields) {
    Trace trace = traces.request(method + " " + route, fields);
    trace.put("http.request.method", method);
    trace.put("http.route", route);
    return trace;
  }

  private record Call(Trace trace) implements StoreCalls.Call {

    @Override
    public Map<String, String> fields() {
      return trace.fields();
    }

    @Override
    public void answered(int status) {
      trace.put("http.response.status_code", status);
      if (status >= CLIENT_ERROR) {
        trace.fail(Integer.toString(status));
      }
    }

    @Override
    public void failed(String what) {
      trace.fail(what);
    }

    @Override
    public void close() {
      trace.close();
    }
  }

  private record Request(Trace trace) implements RequestTraces.RequestTrace {

    @Override
    public String id() {
      return trace.traceId();
    }

    @Override
    public RequestTraces.Place enter() {
      return trace.enter()::close;
    }

    @Override
    public void end(int status) {
      trace.put("http.response.status_code", status);
      if (status >= SERVER_ERROR) {
        trace.fail(Integer.toString(status));
      }
      trace.close();
    }
  }

  @Override
  public void close() {
    traces.close();
  }
}
