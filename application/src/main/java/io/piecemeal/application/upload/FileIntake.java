package io.piecemeal.application.upload;

import io.piecemeal.application.object.Digests;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.object.ReceivedChunk;
import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Receives a whole file in pieces, each into an object of its own. */
final class FileIntake {

  /** Bounds what is lost by a failed write and what has to be read for a range. */
  private static final ByteCount PIECE = new ByteCount(8L << 20);

  private final ObjectIntake objects;
  private final ByteCount limit;
  private final UnfinishedBytes unfinished;

  FileIntake(ObjectIntake objects, Limits limits) {
    this.objects = objects;
    this.limit = limits.direct();
    this.unfinished = new UnfinishedBytes(limits.quotas());
  }

  /**
   * Reads {@code content} to its end, and does not close it.
   *
   * @param file which the pieces are meant for
   * @throws IOException what reading it threw, unchanged; no object is left then
   * @throws UploadRejected with {@code FileTooLarge}, or {@code QuotaExceeded} if this owner has
   *     more under way than it may ever have; no object is left then
   */
  ReceivedFile receive(NewFile file, InputStream content) throws IOException {
    // An empty file has no object, and takes a row all the same.
    objects.requireRoom();
    List<ChunkObject> pieces = new ArrayList<>();
    MessageDigest digest = Digests.sha256();
    try (UnfinishedBytes.OfFile sofar = unfinished.begin(file.owner())) {
      receive(new PiecedStream(content), file.id().shard(), pieces, digest, sofar);
    } catch (IOException | RuntimeException e) {
      discard(pieces, e);
      throw e;
    }
    return new ReceivedFile(pieces, Sha256.of(digest.digest()));
  }

  private void receive(
      PiecedStream content,
      Shard shard,
      List<ChunkObject> pieces,
      MessageDigest digest,
      UnfinishedBytes.OfFile sofar)
      throws IOException {
    long room = limit.value();
    while (content.hasMore()) {
      if (room == 0) {
        throw new UploadRejected(new Refusal.FileTooLarge(limit, ByteCount.ZERO));
      }
      ByteCount most = new ByteCount(Math.min(PIECE.value(), room));
      ChunkObject piece = receivePiece(content, shard, most, digest);
      pieces.add(piece);
      sofar.add(piece.length());
      room -= piece.length().value();
    }
  }

  private ChunkObject receivePiece(
      PiecedStream content, Shard shard, ByteCount most, MessageDigest digest) throws IOException {
    ChunkBody body =
        sink -> {
          content.copyPiece(most, new DigestOutputStream(sink, digest));
          return ChunkTerms.NONE;
        };
    try (ReceivedChunk piece = objects.receive(body, shard, most)) {
      return piece.bytes().keep();
    }
  }

  private void discard(List<ChunkObject> pieces, Exception reason) {
    pieces.forEach(piece -> objects.discard(piece.key(), reason));
  }
}
