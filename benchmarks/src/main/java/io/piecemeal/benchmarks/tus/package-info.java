/** tus-java-server in Jetty. */
@NullMarked
package io.piecemeal.benchmarks.tus;

import org.jspecify.annotations.NullMarked;
