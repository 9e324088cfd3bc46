/** A PostgreSQL that fails over, whose primary is killed again and again. */
@NullMarked
package io.piecemeal.faults.failover;

import org.jspecify.annotations.NullMarked;
