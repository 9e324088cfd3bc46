/** What the machine itself allows, measured in the same rounds. */
@NullMarked
package io.piecemeal.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
