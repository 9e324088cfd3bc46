/** JMH benchmarks of single steps. */
@NullMarked
package io.piecemeal.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
