package io.piecemeal.http.server.caps;

/**
 * What paths of an API mean for the server, which has to know before a request is routed.
 *
 * @param forms how paths end where a POST brings a form
 * @param secrets prefixes of paths that contain a secret: the path alone is the permission, pages
 *     of any origin may call it, and its body is the bytes of a file
 * @param contents how paths end that have an answer to HEAD of their own
 * @param document where the API is described
 * @param streams a path whose bodies are the bytes of files, of any length, as are those of the
 *     paths below it; there a POST may stand for another method
 */
public record RoutedPaths(
    String forms, String secrets, String contents, String document, String streams) {

  /**
   * Whether bodies of this path are the bytes of files.
   *
   * @param target the path, with or without a query
   */
  public boolean isStream(String target) {
    return target.startsWith(streams)
        && (target.length() == streams.length()
            || "/?".indexOf(target.charAt(streams.length())) >= 0);
  }

  /** Whether a POST to this path brings a form. */
  public boolean takesForm(String path) {
    return path.endsWith(forms);
  }
}
