/** A PostgreSQL that starts and stops with its parent process and keeps what it committed. */
@NullMarked
package io.piecemeal.embedded.postgres;

import org.jspecify.annotations.NullMarked;
