/**
 * What the service can do for its callers; driving adapters call these. One interface, one verb;
 * what one party looks after as a whole ({@code Manage…}, {@code Watch…}) is one interface, too.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.port.in;
