package io.piecemeal.http.server.problem;

import io.piecemeal.domain.upload.SourceTrouble;

/** Says what was wrong with a source, in words for callers of any dialect. */
public final class SourceSentences {

  private SourceSentences() {}

  /** The end of a sentence whose subject was the source. */
  public static String of(SourceTrouble trouble) {
    return switch (trouble) {
      case UNREACHABLE -> "it cannot be reached, or may not be";
      case BUSY -> "it is overloaded, or failed";
      case BROKEN_OFF -> "its bytes broke off again and again";
      case OUT_OF_TIME -> "an import may take no longer";
      case ABSENT -> "it has nothing at this URL";
      case DENIED ->
          "it asks for credentials, and an import sends none: name a URL without need for any";
      case OTHER_ANSWER -> "it answered with something else than a file";
      case ENCODED -> "it sends compressed bytes, although they were asked for as they are";
      case ENDLESS -> "its answer does not say where it ends, so that a part would pass for all";
      case REDIRECTED_TOO_OFTEN -> "it redirects too often";
      case REDIRECTED_ASIDE ->
          "it redirects to a URL that is refused, such as one of a host that the operator did not name";
      case SHORTER -> "it has fewer bytes than the file already has";
      case OVERTAKEN -> "another request changed the file meanwhile";
    };
  }
}
