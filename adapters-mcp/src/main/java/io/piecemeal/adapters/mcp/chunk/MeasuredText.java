package io.piecemeal.adapters.mcp.chunk;

import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.Encoding;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What the bytes of a text in UTF-8 are, without making them all at once. */
public record MeasuredText(ByteCount size, Sha256 sha256) {

  /**
   * @param name of the argument that the text is
   * @throws io.piecemeal.adapters.mcp.argument.ArgumentRejected if the text has no form in UTF-8
   */
  public static MeasuredText of(String name, ChunkText text) throws IOException {
    Counter counter = new Counter();
    MessageDigest digest = sha256Digest();
    DecodedText.write(name, text, Encoding.UTF8, new DigestOutputStream(counter, digest));
    return new MeasuredText(new ByteCount(counter.count), Sha256.of(digest.digest()));
  }

  static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
