package io.piecemeal.http.server.caps;

/**
 * What paths of the HTTP API mean for the server, which has to know before a request is routed.
 *
 * @param forms how paths end where a POST brings a form
 * @param secrets prefixes of paths that contain a secret: the path alone is the permission, pages
 *     of any origin may call it, and its body is the bytes of a file
 * @param assets prefix of paths at which pages find what they are made of: everybody gets it, so
 *     pages of any origin may call it
 * @param contents how paths end that have an answer to HEAD of their own
 * @param document where the API is described
 */
public record RoutedPaths(
    String forms, String secrets, String assets, String contents, String document) {

  /** Whether a POST to this path brings a form. */
  public boolean takesForm(String path) {
    return path.endsWith(forms);
  }
}
