/** The command line, {@code ./piecemeal faults}. */
@NullMarked
package io.piecemeal.faults.command;

import org.jspecify.annotations.NullMarked;
