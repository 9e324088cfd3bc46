/** Answers while the service waits for what it depends on. */
@NullMarked
package io.piecemeal.http.server.starting;

import org.jspecify.annotations.NullMarked;
