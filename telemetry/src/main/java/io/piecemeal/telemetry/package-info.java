/**
 * Traces for OpenTelemetry: spans of a request and of what is done for it, sent to a collector over
 * OTLP.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.telemetry;
