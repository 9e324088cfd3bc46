/** Measures the service beside its peers and the limits of the machine. */
@NullMarked
package io.piecemeal.benchmarks;

import org.jspecify.annotations.NullMarked;
