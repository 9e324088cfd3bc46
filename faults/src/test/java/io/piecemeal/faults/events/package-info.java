@NullMarked
package io.piecemeal.faults.events;

import org.jspecify.annotations.NullMarked;
