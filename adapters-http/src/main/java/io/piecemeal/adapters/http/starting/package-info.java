/** Answers while the service waits for what it depends on. */
@NullMarked
package io.piecemeal.adapters.http.starting;

import org.jspecify.annotations.NullMarked;
