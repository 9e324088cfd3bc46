package io.piecemeal.domain.upload;

import java.util.Optional;

/**
 * What was agreed when a file was opened, beside its name and what was declared of its bytes.
 *
 * @param metadata what the client wants to be given back
 * @param rewinds whether bytes that were acknowledged may be taken back
 */
public record SessionTerms(Optional<Metadata> metadata, Role role, Rewinds rewinds) {

  /** Those of a client that asks for nothing. */
  public static final SessionTerms NONE =
      new SessionTerms(Optional.empty(), new Role.Whole(), Rewinds.ALLOWED);

  /** The same, with this to be given back. */
  public SessionTerms with(Metadata told) {
    return new SessionTerms(Optional.of(told), role, rewinds);
  }

  /** The same for a file that is made of parts. */
  public SessionTerms ofParts() {
    return new SessionTerms(metadata, new Role.OfParts(), rewinds);
  }

  /** Whether a file may become shorter. */
  public enum Rewinds {
    ALLOWED,
    /** An offset that was announced stays true. */
    NEVER
  }

  /** Whether the file is a piece of another one, or is to become one. */
  public boolean isPart() {
    return role instanceof Role.Part;
  }
}
