/** A long time under load, in which nothing may grow. */
@NullMarked
package io.piecemeal.faults.soak;

import org.jspecify.annotations.NullMarked;
