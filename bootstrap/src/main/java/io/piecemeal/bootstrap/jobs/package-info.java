/** What the service does in the background. */
@NullMarked
package io.piecemeal.bootstrap.jobs;

import org.jspecify.annotations.NullMarked;
