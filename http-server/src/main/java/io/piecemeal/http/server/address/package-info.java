/** Where the service is reached from outside. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.address;
