/** Tickets: how callers get them, and how those who hold one send a file. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.http.ticket;
