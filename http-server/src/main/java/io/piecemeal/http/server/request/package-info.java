/** What requests and answers have to be, whatever they are about. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.request;
