/** Who calls: API keys, and what is said to those without one. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.key;
