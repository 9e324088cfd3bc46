package io.piecemeal.application.scene;

import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.in.ChunkSink;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A chunk as a caller sends it. */
public final class TestBody implements ChunkBody {

  private final byte[] bytes;
  private final ChunkTerms terms;

  private TestBody(byte[] bytes, ChunkTerms terms) {
    this.bytes = bytes;
    this.terms = terms;
  }

  public static TestBody of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static TestBody of(byte[] bytes) {
    return new TestBody(bytes, ChunkTerms.NONE);
  }

  public TestBody at(long offset) {
    return with(
        new ChunkTerms(Optional.of(new ByteCount(offset)), terms.sha256(), terms.position()));
  }

  public TestBody digested(Sha256 sha256) {
    return with(new ChunkTerms(terms.offset(), Optional.of(sha256), terms.position()));
  }

  public TestBody last() {
    return with(new ChunkTerms(terms.offset(), terms.sha256(), ChunkPosition.LAST));
  }

  private TestBody with(ChunkTerms changed) {
    return new TestBody(bytes, changed);
  }

  /** Breaks off after all bytes, before their terms are known. */
  public ChunkBody brokenBy(IOException fault) {
    return sink -> {
      sink.write(bytes);
      throw fault;
    };
  }

  @Override
  public ChunkTerms transferTo(ChunkSink sink) throws IOException {
    int half = bytes.length / 2;
    sink.write(bytes, 0, half);
    sink.write(bytes, half, bytes.length - half);
    return terms;
  }
}
