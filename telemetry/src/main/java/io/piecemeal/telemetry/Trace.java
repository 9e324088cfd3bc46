package io.piecemeal.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.HashMap;
import java.util.Map;

/** A span that has begun and ends by {@link #close}, on any thread. */
public final class Trace implements AutoCloseable {

  private final Span span;

  Trace(Span span) {
    this.span = span;
  }

  /** 32 hex digits. */
  public String traceId() {
    return span.getSpanContext().getTraceId();
  }

  /** Header fields (W3C) with which another service goes on with the trace. */
  public Map<String, String> fields() {
    Map<String, String> fields = new HashMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(Context.root().with(span), fields, (to, name, value) -> fields.put(name, value));
    return fields;
  }

  /** Says more of it. */
  public void put(String name, String value) {
    span.setAttribute(name, value);
  }

  /** Says more of it. */
  public void put(String name, long value) {
    span.setAttribute(name, value);
  }

  /**
   * Says that it failed.
   *
   * @param what the kind of the failure, and nothing of a caller's text
   */
  public void fail(String what) {
    span.setStatus(StatusCode.ERROR, what);
    span.setAttribute("error.type", what);
  }

  /** What this thread does until the place is left is a step of this. */
  // The place is what is to be closed.
  @SuppressWarnings("MustBeClosedChecker")
  public Place enter() {
    Scope scope = span.makeCurrent();
    return scope::close;
  }

  /** Where a thread is. */
  @FunctionalInterface
  public interface Place extends AutoCloseable {

    /** Goes back to where the thread was before; on the same thread. */
    @Override
    void close();
  }

  @Override
  public void close() {
    span.end();
  }
}
