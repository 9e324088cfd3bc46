/** The command line. */
@NullMarked
package io.piecemeal.benchmarks.command;

import org.jspecify.annotations.NullMarked;
