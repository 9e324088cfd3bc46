/** Starts what {@code mvn -Pdist package} makes, as those do who install it. */
@NullMarked
package io.piecemeal.dist;

import org.jspecify.annotations.NullMarked;
