/** What the adapters on this server tell it of themselves. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.adapter;
