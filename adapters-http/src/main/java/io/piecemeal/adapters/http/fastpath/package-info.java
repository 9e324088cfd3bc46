/**
 * The short way of an append: past the framework's router, filters and reactive body, from the
 * connection to the use case and back. Only requests that leave no question open take it.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.http.fastpath;
