/** What keeps one caller from taking the service away from the others. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.guard;
