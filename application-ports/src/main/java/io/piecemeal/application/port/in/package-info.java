/**
 * What the service can do for its callers; driving adapters call these. One interface, one verb;
 * what one party looks after as a whole ({@code Manage…}, {@code Watch…}) is one interface, too.
 *
 * <p>Every method may throw {@link io.piecemeal.domain.storage.StorageFailure.Unavailable} where
 * database or store cannot serve: then nothing was changed. One that changes something may throw
 * {@link io.piecemeal.domain.storage.StorageFailure.OutcomeUnknown} too: then it may have. Both are
 * named at a method only where it says more of them.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.port.in;
