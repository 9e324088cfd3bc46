/** The service that faults are thrown at: a process of its own with its own database. */
@NullMarked
package io.piecemeal.faults.subject;

import org.jspecify.annotations.NullMarked;
