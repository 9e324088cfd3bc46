package io.piecemeal.application.service;

import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.ChunkObject;
import io.piecemeal.domain.ChunkTerms;
import io.piecemeal.domain.Refusal;
import io.piecemeal.domain.UploadRejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;

/** Receives a whole file in pieces, each into an object of its own. */
final class FileIntake {

  private static final int BUFFER = 64 << 10;

  /** Bounds what is lost by a failed write and what has to be read for a range. */
  private static final ByteCount PIECE = new ByteCount(8L << 20);

  private final ObjectIntake objects;
  private final ByteCount limit;

  FileIntake(ObjectIntake objects, ByteCount limit) {
    this.objects = objects;
    this.limit = limit;
  }

  /**
   * Reads {@code content} to its end, and does not close it.
   *
   * @throws IOException what reading it threw, unchanged; no object is left then
   * @throws UploadRejected with {@code FileTooLarge}; no object is left then
   */
  ReceivedFile receive(InputStream content) throws IOException {
    List<ChunkObject> pieces = new ArrayList<>();
    DigestingSink digest = new DigestingSink();
    try {
      receive(new PushbackInputStream(content, 1), pieces, digest);
    } catch (IOException | RuntimeException e) {
      discard(pieces, e);
      throw e;
    }
    return new ReceivedFile(pieces, digest.sha256());
  }

  private void receive(PushbackInputStream content, List<ChunkObject> pieces, DigestingSink digest)
      throws IOException {
    long room = limit.value();
    for (int next = content.read(); next >= 0; next = content.read()) {
      content.unread(next);
      if (room == 0) {
        throw new UploadRejected(new Refusal.FileTooLarge(limit, ByteCount.ZERO));
      }
      ByteCount most = new ByteCount(Math.min(PIECE.value(), room));
      ChunkObject piece = receivePiece(content, most, digest);
      pieces.add(piece);
      room -= piece.length().value();
    }
  }

  private ChunkObject receivePiece(
      PushbackInputStream content, ByteCount most, DigestingSink digest) throws IOException {
    return objects
        .receive(
            sink -> {
              copy(content, most, sink, digest);
              return ChunkTerms.NONE;
            },
            most)
        .object();
  }

  private static void copy(
      PushbackInputStream content, ByteCount most, OutputStream sink, DigestingSink digest)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = most.value();
    while (left > 0) {
      int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count == -1) {
        return;
      }
      sink.write(buffer, 0, count);
      digest.write(buffer, 0, count);
      left -= count;
    }
  }

  /** Says that the objects became a file, or may have. */
  void kept() {
    objects.kept();
  }

  /** Removes the objects of a file that turned out to be there already. */
  void discard(ReceivedFile file) {
    file.pieces().forEach(piece -> objects.discard(piece.key()));
  }

  /** Removes the objects of a file because of {@code reason}, which stays the one reported. */
  void discard(ReceivedFile file, Exception reason) {
    discard(file.pieces(), reason);
  }

  private void discard(List<ChunkObject> pieces, Exception reason) {
    pieces.forEach(piece -> objects.discard(piece.key(), reason));
  }
}
