/** Answers before the answer (1xx), and ending a request from elsewhere. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.interim;
