/**
 * Reads the JSON body of one appended chunk as a stream: the members become values, {@code data} is
 * decoded on its way to a sink, and memory does not grow with the body.
 */
@NullMarked
package io.piecemeal.adapters.http.chunkbody;

import org.jspecify.annotations.NullMarked;
