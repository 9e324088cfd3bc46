/** Databases and poolers of the distribution, as processes of their own. */
@NullMarked
package io.piecemeal.harness.database;

import org.jspecify.annotations.NullMarked;
