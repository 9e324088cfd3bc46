/** Small JSON bodies, read strictly. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.json;
