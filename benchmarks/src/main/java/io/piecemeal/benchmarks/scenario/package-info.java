/** Questions that a load of chunks does not answer: memory, growth, downloads, the start. */
@NullMarked
package io.piecemeal.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
