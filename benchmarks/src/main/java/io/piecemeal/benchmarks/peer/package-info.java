/** The servers that are compared, each started as a process of its own. */
@NullMarked
package io.piecemeal.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
