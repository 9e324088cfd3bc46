/** Processes that end at any moment. */
@NullMarked
package io.piecemeal.faults.kill;

import org.jspecify.annotations.NullMarked;
