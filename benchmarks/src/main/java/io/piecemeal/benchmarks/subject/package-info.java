/** Something that is measured, in turns with others. */
@NullMarked
package io.piecemeal.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
