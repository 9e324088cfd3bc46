/**
 * The second wall of the hexagon: the rules of {@code docs/architecture}, as ArchUnit holds them.
 * {@link io.piecemeal.bootstrap.architecture.HexagonRule} lists them; each is made for a root
 * package, so that it runs against this code and against the tiny hexagons in {@code fixtures},
 * which break it.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.bootstrap.architecture;
