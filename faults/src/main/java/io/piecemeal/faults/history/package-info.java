/** Concurrent clients of few files, whose histories are recorded and checked. */
@NullMarked
package io.piecemeal.faults.history;

import org.jspecify.annotations.NullMarked;
