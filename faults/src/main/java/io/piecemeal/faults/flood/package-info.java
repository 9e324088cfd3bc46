/** Callers that take all they can get, and one who only wants to be served. */
@NullMarked
package io.piecemeal.faults.flood;

import org.jspecify.annotations.NullMarked;
