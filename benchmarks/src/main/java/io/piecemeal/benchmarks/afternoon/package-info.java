/**
 * What a developer writes in an afternoon: Micronaut, a record with a byte array, a file, a row.
 */
@NullMarked
package io.piecemeal.benchmarks.afternoon;

import org.jspecify.annotations.NullMarked;
