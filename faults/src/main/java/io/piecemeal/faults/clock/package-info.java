/** A service whose clock is wrong. */
@NullMarked
package io.piecemeal.faults.clock;

import org.jspecify.annotations.NullMarked;
