package io.piecemeal.domain.upload;

/** Why a source did not give a file, and whether it may later. */
public enum SourceTrouble {
  /** Nothing answers there, in time, with a certificate; or the address is not to be reached. */
  UNREACHABLE(Hope.LATER),
  /** The source is overloaded or failed. */
  BUSY(Hope.LATER),
  /** The bytes broke off, more often than it is tried again. */
  BROKEN_OFF(Hope.LATER),
  /** An import may take no longer. */
  OUT_OF_TIME(Hope.LATER),
  /** The source has nothing at this URL. */
  ABSENT(Hope.NONE),
  /** The source wants to know who asks. */
  DENIED(Hope.NONE),
  /** The answer is none that has a file in it, or another part than was asked for. */
  OTHER_ANSWER(Hope.NONE),
  /** The bytes come compressed, although they were not to. */
  ENCODED(Hope.NONE),
  /** The answer does not say where it ends, so that a part would count as the whole. */
  ENDLESS(Hope.NONE),
  /** One redirect led to the next. */
  REDIRECTED_TOO_OFTEN(Hope.NONE),
  /** A redirect led to a URL that is refused. */
  REDIRECTED_ASIDE(Hope.NONE),
  /** The file has all bytes of the source, and more. */
  SHORTER(Hope.NONE),
  /** The file was changed by another request meanwhile. */
  OVERTAKEN(Hope.NONE);

  private final Hope hope;

  SourceTrouble(Hope hope) {
    this.hope = hope;
  }

  /** Whether the same import may succeed later. */
  public Hope hope() {
    return hope;
  }

  /** What becomes of trying again. */
  public enum Hope {
    LATER,
    NONE
  }
}
