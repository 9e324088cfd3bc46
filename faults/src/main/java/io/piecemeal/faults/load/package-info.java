/** Clients that fill files, keep account of them and check them after every fault. */
@NullMarked
package io.piecemeal.faults.load;

import org.jspecify.annotations.NullMarked;
