/** The audit trail as lines of a file, chained so that a missing one is found. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.persistence.audit;
