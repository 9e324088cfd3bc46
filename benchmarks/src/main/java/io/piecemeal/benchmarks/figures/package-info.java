/** Figures of a turn, and their medians over all rounds. */
@NullMarked
package io.piecemeal.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
