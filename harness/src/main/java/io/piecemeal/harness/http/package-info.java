/**
 * An HTTP/1.1 client that costs little: prepared bodies, one blocking socket for each connection.
 */
@NullMarked
package io.piecemeal.harness.http;

import org.jspecify.annotations.NullMarked;
