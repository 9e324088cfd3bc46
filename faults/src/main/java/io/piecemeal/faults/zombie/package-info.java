/** Commits that arrive late, twice cut off from who sent them. */
@NullMarked
package io.piecemeal.faults.zombie;

import org.jspecify.annotations.NullMarked;
