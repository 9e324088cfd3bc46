/**
 * Chunks that come as text. Reads the JSON body of one appended chunk as a stream: the members
 * become values, {@code data} is decoded on its way to a sink, and memory does not grow with the
 * body. The same strict decoders take a text that is in memory.
 */
@NullMarked
package io.piecemeal.chunk.codec;

import org.jspecify.annotations.NullMarked;
