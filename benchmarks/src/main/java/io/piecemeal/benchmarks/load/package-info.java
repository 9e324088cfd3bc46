/** Puts a load on a server and times the answers. */
@NullMarked
package io.piecemeal.benchmarks.load;

import org.jspecify.annotations.NullMarked;
