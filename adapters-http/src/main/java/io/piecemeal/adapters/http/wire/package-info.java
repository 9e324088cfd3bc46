/** What travels: JSON bodies in, views of files out. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.http.wire;
