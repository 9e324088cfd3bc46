/** Options and environment variables, checked when the service starts. */
@NullMarked
package io.piecemeal.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
