/** What the command lines of the harnesses have in common. */
@NullMarked
package io.piecemeal.harness.command;

import org.jspecify.annotations.NullMarked;
