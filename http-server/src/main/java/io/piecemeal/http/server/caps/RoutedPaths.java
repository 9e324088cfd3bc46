package io.piecemeal.http.server.caps;

/**
 * What paths of an API mean for the server, which has to know before a request is routed.
 *
 * @param forms where a POST may bring a form
 * @param secrets prefixes of paths that contain a secret: the path alone is the permission, pages
 *     of any origin may call it, and its body is the bytes of a file
 * @param contents how paths end that have an answer to HEAD of their own
 * @param document where the API is described
 */
public record RoutedPaths(String forms, String secrets, String contents, String document) {}
