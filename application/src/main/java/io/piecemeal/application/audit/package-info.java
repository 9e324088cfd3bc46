/** Writes down who did what: use cases in front of use cases. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.audit;
