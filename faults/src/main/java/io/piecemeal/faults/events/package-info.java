/** Who is told of what has happened to files, and whether that is all of it. */
@NullMarked
package io.piecemeal.faults.events;

import org.jspecify.annotations.NullMarked;
