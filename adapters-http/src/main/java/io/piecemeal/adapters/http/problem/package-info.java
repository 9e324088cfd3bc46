/** The refusals of the rules as application/problem+json. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.http.problem;
