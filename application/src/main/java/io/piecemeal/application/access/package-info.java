/** API keys, tickets for callers without one, and the quotas that owners have of their own. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.access;
