/**
 * What was acknowledged, and whether it is there: the checker that knows nothing of the service.
 */
@NullMarked
package io.piecemeal.faults.account;

import org.jspecify.annotations.NullMarked;
