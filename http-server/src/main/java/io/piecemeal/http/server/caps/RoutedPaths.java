package io.piecemeal.http.server.caps;

/**
 * What paths of an API mean for the server, which has to know before a request is routed.
 *
 * @param forms where a POST may bring a form
 * @param secrets how paths begin that are a secret themselves: whoever knows one may call it, from
 *     any page, and its body is the bytes of a file
 * @param contents how paths end that have an answer to HEAD of their own
 */
public record RoutedPaths(String forms, String secrets, String contents) {}
