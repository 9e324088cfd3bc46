/**
 * The way of an append: from the connection to the use case and back, past the framework's router.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.http.append;
