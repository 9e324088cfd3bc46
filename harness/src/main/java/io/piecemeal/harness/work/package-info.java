/** Folders in which servers work, and removing what they wrote. */
@NullMarked
package io.piecemeal.harness.work;

import org.jspecify.annotations.NullMarked;
