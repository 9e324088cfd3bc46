/** What the service does by itself: sweep, collect, compact, scrub, and look after its health. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.application.upkeep;
