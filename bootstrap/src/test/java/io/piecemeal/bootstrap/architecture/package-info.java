/** Piecemeal's own hexagon, as it is declared to the rules in {@code architecture-rules}. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.bootstrap.architecture;
