package io.piecemeal.application.object;

import io.piecemeal.domain.storage.Sha256;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Takes bytes for their SHA-256 alone. */
public final class DigestingSink extends OutputStream {

  private final MessageDigest digest;

  public DigestingSink() {
    this(Digests.sha256());
  }

  /** Adds to what the digest has. */
  public DigestingSink(MessageDigest digest) {
    this.digest = digest;
  }

  @Override
  public void write(int b) {
    digest.update((byte) b);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    digest.update(bytes, offset, count);
  }

  /** The digest of all that was written; to be asked for once. */
  public Sha256 sha256() {
    return Sha256.of(digest.digest());
  }
}
