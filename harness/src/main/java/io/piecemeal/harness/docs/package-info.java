/** Pages in Markdown: their blocks of code, and the commands in these, typed into a shell. */
@NullMarked
package io.piecemeal.harness.docs;

import org.jspecify.annotations.NullMarked;
