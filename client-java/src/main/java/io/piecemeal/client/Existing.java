package io.piecemeal.client;

/** What becomes of a file that is there already where a download is to go. */
public enum Existing {
  /** The download fails, and the file stays as it is. */
  KEEP,

  /** It is replaced when the download is whole. */
  REPLACE
}
