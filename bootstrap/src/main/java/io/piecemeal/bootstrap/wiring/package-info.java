/** Puts adapters behind ports, and starts and stops what runs. */
@NullMarked
package io.piecemeal.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
