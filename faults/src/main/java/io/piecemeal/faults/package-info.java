/**
 * Throws faults at the service, which runs as a process of its own, and checks what it promised.
 */
@NullMarked
package io.piecemeal.faults;

import org.jspecify.annotations.NullMarked;
