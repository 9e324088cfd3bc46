/** The commands. */
@NullMarked
package io.piecemeal.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
