/** The commands in this process, and what they are made of. */
@NullMarked
package io.piecemeal.cli;

import org.jspecify.annotations.NullMarked;
