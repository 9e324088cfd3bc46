package io.piecemeal.http.server.call;

import io.netty.handler.codec.http.HttpMethod;

/**
 * What a direct route is called where requests are counted.
 *
 * @param path as the framework would name it, with names in the place of what varies
 */
public record RouteName(HttpMethod method, String path) {}
