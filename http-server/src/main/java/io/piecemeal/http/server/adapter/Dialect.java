package io.piecemeal.http.server.adapter;

/**
 * A way in which callers send bytes, as metrics tell it from others.
 *
 * @param name a short word in lower case, a label of metrics
 */
public record Dialect(String name) {}
