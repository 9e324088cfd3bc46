package io.piecemeal.application.service;

import io.piecemeal.application.port.in.StoreFile;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.ChunkObject;
import io.piecemeal.domain.ChunkTerms;
import io.piecemeal.domain.Declaration;
import io.piecemeal.domain.Limits;
import io.piecemeal.domain.Refusal;
import io.piecemeal.domain.Retention;
import io.piecemeal.domain.Sha256;
import io.piecemeal.domain.StorageFailure;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.UploadRejected;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;

/** Receives a file in pieces, each into an object of its own, and commits them all at once. */
public final class StoreFileService implements StoreFile {

  private static final int BUFFER = 64 << 10;

  /** Bounds what is lost by a failed write and what has to be read for a range. */
  private static final ByteCount PIECE = new ByteCount(8L << 20);

  private final KnownFiles files;
  private final LostOutcomes outcomes;
  private final FileLedger ledger;
  private final ObjectIntake intake;
  private final Ids ids;
  private final Limits limits;
  private final Retention retention;

  public StoreFileService(
      FileLedger ledger, ObjectIntake intake, Ids ids, Limits limits, Retention retention) {
    this.files = new KnownFiles(ledger);
    this.outcomes = new LostOutcomes(ledger);
    this.ledger = ledger;
    this.intake = intake;
    this.ids = ids;
    this.limits = limits;
    this.retention = retention;
  }

  @Override
  public StoredFile store(StoreCommand command) throws IOException {
    List<ChunkObject> pieces = new ArrayList<>();
    try {
      Sha256 sha256 = receive(command, pieces);
      return commitForCertain(newFile(command), pieces, sha256);
    } catch (StorageFailure.OutcomeUnknown e) {
      // The objects may be part of a file by now, so they have to stay.
      throw e;
    } catch (IOException | RuntimeException e) {
      pieces.forEach(piece -> intake.discard(piece.key(), e));
      throw e;
    }
  }

  /** Commits; where the outcome was lost on the way, asks in a way that makes it final. */
  private StoredFile commitForCertain(NewFile file, List<ChunkObject> pieces, Sha256 sha256) {
    try {
      return ledger.store(file, pieces, sha256);
    } catch (StorageFailure.OutcomeUnknown unknown) {
      if (pieces.isEmpty()) {
        throw unknown;
      }
      // All pieces were in one commit, so the fate of the first is that of all.
      return switch (outcomes.fate(pieces.getFirst(), unknown)) {
        case LIVE -> files.find(file.owner(), file.id());
        case DEAD ->
            throw new StorageFailure.Unavailable("the file was surely not committed", unknown);
      };
    }
  }

  private NewFile newFile(StoreCommand command) {
    return new NewFile(
        ids.nextFileId(),
        command.owner(),
        command.name(),
        command.contentType(),
        Declaration.NONE,
        retention);
  }

  private Sha256 receive(StoreCommand command, List<ChunkObject> pieces) throws IOException {
    DigestingSink digest = new DigestingSink();
    PushbackInputStream content = new PushbackInputStream(command.content(), 1);
    long room = limits.direct().value();
    for (int next = content.read(); next >= 0; next = content.read()) {
      content.unread(next);
      if (room == 0) {
        throw new UploadRejected(new Refusal.FileTooLarge(limits.direct(), ByteCount.ZERO));
      }
      ByteCount most = new ByteCount(Math.min(PIECE.value(), room));
      ChunkObject piece = receivePiece(content, most, digest);
      pieces.add(piece);
      room -= piece.length().value();
    }
    return digest.sha256();
  }

  private ChunkObject receivePiece(
      PushbackInputStream content, ByteCount most, DigestingSink digest) throws IOException {
    return intake
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
      if (count < 0) {
        return;
      }
      sink.write(buffer, 0, count);
      digest.write(buffer, 0, count);
      left -= count;
    }
  }
}
