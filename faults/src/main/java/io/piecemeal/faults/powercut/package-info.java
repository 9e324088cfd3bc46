/** A disk that loses what was not synced, and mutants of the service that forget to sync. */
@NullMarked
package io.piecemeal.faults.powercut;

import org.jspecify.annotations.NullMarked;
