/** Prometheus, which watches the service as operators have it watched. */
@NullMarked
package io.piecemeal.harness.watch;

import org.jspecify.annotations.NullMarked;
