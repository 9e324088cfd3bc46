/** Connections of upload clients that are cut at any byte, on their way to the service or back. */
@NullMarked
package io.piecemeal.faults.cut;

import org.jspecify.annotations.NullMarked;
