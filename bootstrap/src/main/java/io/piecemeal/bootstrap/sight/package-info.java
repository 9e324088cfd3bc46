/** What operators see of the service: figures for Prometheus. Nothing here decides anything. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.bootstrap.sight;
