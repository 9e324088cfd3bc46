package io.piecemeal.application.service;

import io.piecemeal.domain.storage.Sha256;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Takes bytes for their SHA-256 alone. */
final class DigestingSink extends OutputStream {

  private final MessageDigest digest;

  DigestingSink() {
    this(Digests.sha256());
  }

  /** Adds to what the digest has. */
  DigestingSink(MessageDigest digest) {
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
  Sha256 sha256() {
    return Sha256.of(digest.digest());
  }
}
