/** What has happened to files, as pages and as a stream. */
@NullMarked
package io.piecemeal.adapters.http.event;

import org.jspecify.annotations.NullMarked;
