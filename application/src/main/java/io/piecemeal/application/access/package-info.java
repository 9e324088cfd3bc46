/** API keys, and tickets for callers without one. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.access;
