package io.piecemeal.http.server.caps;

import java.util.List;

/**
 * What paths of an API mean for the server, which has to know before a request is routed.
 *
 * @param forms how paths end where a POST brings a form
 * @param secrets prefixes of paths that contain a secret: the path alone is the permission, pages
 *     of any origin may call it, and its body is the bytes of a file
 * @param assets prefix of paths at which pages find what they are made of: everybody gets it, so
 *     pages of any origin may call it
 * @param contents how paths end that have an answer to HEAD of their own
 * @param document where the API is described
 * @param streams paths whose bodies are the bytes of files, of any length, as are those of the
 *     paths below them; there a POST may stand for another method
 * @param resumable the one of them that a POST to {@code forms} alone is taken to that brings no
 *     form but bytes, and says that it can be resumed
 */
public record RoutedPaths(
    String forms,
    String secrets,
    String assets,
    String contents,
    String document,
    List<String> streams,
    String resumable) {

  /**
   * Whether bodies of this path are the bytes of files.
   *
   * @param target the path, with or without a query
   */
  public boolean isStream(String target) {
    for (String stream : streams) {
      if (isAtOrBelow(target, stream)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAtOrBelow(String target, String path) {
    return target.startsWith(path)
        && (target.length() == path.length() || "/?".indexOf(target.charAt(path.length())) >= 0);
  }

  /** Whether a POST to this path brings a form. */
  public boolean takesForm(String path) {
    return path.endsWith(forms);
  }
}
