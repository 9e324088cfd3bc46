/**
 * What the service can do for its callers. One interface, one verb; driving adapters call these.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.port.in;
