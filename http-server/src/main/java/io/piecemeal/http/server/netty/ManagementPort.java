package io.piecemeal.http.server.netty;

/**
 * A port of its own for health, metrics and the admin API, which are then nowhere else.
 *
 * @param address the one to bind to, or a name of it
 * @param port from 1; another one than callers have
 */
public record ManagementPort(String address, int port) {}
