/**
 * The rules of a hexagon, for any project that has one: it declares its {@link
 * io.piecemeal.architecture.Hexagon} and extends {@link io.piecemeal.architecture.HexagonContract}.
 * {@link io.piecemeal.architecture.HexagonRule} lists the rules.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.architecture;
