package io.piecemeal.application.upload;

import io.piecemeal.application.object.Digests;
import io.piecemeal.application.object.Pause;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.in.ImportFile.ImportCommand;
import io.piecemeal.application.port.in.ReadObserver;
import io.piecemeal.application.port.out.RemoteSource;
import io.piecemeal.application.port.out.RemoteSource.Content;
import io.piecemeal.application.port.out.RemoteSource.Request;
import io.piecemeal.application.port.out.RemoteSource.Rest;
import io.piecemeal.application.port.out.SourceFailure;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.SourceTrouble;
import io.piecemeal.domain.upload.SourceTrouble.Hope;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One import, from its first request to the last. Keeps how much of the source was read, its digest
 * and its version: with these a transfer that broke off goes on. For use by one thread, once.
 */
final class RunningImport {

  /** Requests of one import, redirects aside. */
  static final int MOST_TRIES = 5;

  private static final Duration FIRST_REST = Duration.ofMillis(500);

  private final AppendChunkService append;
  private final RemoteSource source;
  private final Limits limits;
  private final Pause pause;
  private final LongSupplier nanos;
  private final ImportCommand command;
  private final ReadObserver observer;
  private final long end;

  private StoredFile file;
  private ByteCount read = ByteCount.ZERO;
  private MessageDigest digest = Digests.sha256();
  private Optional<String> version = Optional.empty();
  private Optional<ByteCount> announced = Optional.empty();
  private boolean begun;

  /**
   * @param file as it was found
   * @param patience how long all of it may take
   */
  RunningImport(
      AppendChunkService append,
      RemoteSource source,
      Limits limits,
      Pause pause,
      LongSupplier nanos,
      ImportCommand command,
      ReadObserver observer,
      StoredFile file,
      Duration patience) {
    this.append = append;
    this.source = source;
    this.limits = limits;
    this.pause = pause;
    this.nanos = nanos;
    this.command = command;
    this.observer = observer;
    this.file = file;
    this.end = nanos.getAsLong() + patience.toNanos();
  }

  StoredFile run() throws IOException {
    Duration rest = FIRST_REST;
    for (int tries = 1; ; tries++) {
      try {
        transfer();
        return file;
      } catch (SourceFailure e) {
        if (left().isZero()) {
          throw failed(SourceTrouble.OUT_OF_TIME);
        }
        // Before the first byte nothing is lost if the caller decides what to do.
        boolean again = begun && e.reason().hope() == Hope.LATER && tries < MOST_TRIES;
        if (!again || !pause.goOnAfter(rest)) {
          throw failed(e.reason());
        }
        rest = rest.multipliedBy(2);
      }
    }
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
  }

  private UploadRejected failed(SourceTrouble reason) {
    return new UploadRejected(new Refusal.ImportFailed(file.id(), file.size(), reason));
  }

  private void transfer() throws IOException, SourceFailure {
    Optional<Rest> rest = version.filter(_ -> !read.isZero()).map(name -> new Rest(read, name));
    try (Content content = source.open(new Request(command.url(), rest, left()))) {
      begun = true;
      version = content.version();
      if (content.start().isZero()) {
        read = ByteCount.ZERO;
        digest = Digests.sha256();
      }
      announced = content.length().map(content.start()::plus);
      if (announced.isPresent() && !announced.get().isAtMost(largest())) {
        throw tooLarge();
      }
      appendAll(content.bytes());
    }
  }

  private void appendAll(InputStream bytes) throws IOException, SourceFailure {
    BrokenOffStream content = new BrokenOffStream(digested(bytes));
    PiecedStream pieces = new PiecedStream(content);
    while (pieces.hasMore()) {
      appendPiece(pieces, content);
    }
    if (!isKnownWhole()) {
      requireUnbroken(content);
    }
    if (!file.size().isAtMost(read)) {
      throw failed(SourceTrouble.SHORTER);
    }
    requireDigest();
  }

  /** Nothing can follow the bytes of a complete file, whatever its source says behind them. */
  private boolean isKnownWhole() {
    return file instanceof CompleteFile && file.size().equals(read);
  }

  private static void requireUnbroken(BrokenOffStream content) throws SourceFailure {
    try {
      content.throwIfBroken();
    } catch (IOException e) {
      throw new SourceFailure(SourceTrouble.BROKEN_OFF, e);
    }
  }

  private InputStream digested(InputStream bytes) {
    return command.sha256().isPresent() ? new DigestInputStream(bytes, digest) : bytes;
  }

  /** A piece ends where the file does: before that it is compared, behind it is appended. */
  private void appendPiece(PiecedStream pieces, BrokenOffStream content) throws IOException {
    ByteCount start = read;
    ByteCount room = (isNew(start) ? largest() : least(file.size(), largest())).minus(start);
    if (room.isZero()) {
      throw tooLarge();
    }
    ByteCount most = least(room, limits.chunk());
    ChunkTerms terms =
        new ChunkTerms(Optional.of(start), Optional.empty(), ChunkPosition.MORE_MAY_FOLLOW);
    ByteCount before = pieces.copied();
    Appended appended =
        appended(
            sink -> {
              pieces.copyPiece(most, sink);
              requireGoodEnd(start.plus(pieces.copied().minus(before)), pieces, content);
              return terms;
            });
    file = appended.file();
    read = start.plus(appended.length());
    observer.reached(read, announced);
  }

  private Appended appended(ChunkBody piece) throws IOException {
    try {
      return append.append(file, piece);
    } catch (UploadRejected e) {
      if (e.refusal() instanceof Refusal.OffsetMismatch elsewhere) {
        throw new UploadRejected(
            new Refusal.ImportFailed(file.id(), elsewhere.currentSize(), SourceTrouble.OVERTAKEN));
      }
      throw e;
    }
  }

  private boolean isNew(ByteCount start) {
    return file.size().isAtMost(start);
  }

  /**
   * Before the last piece becomes part of the file, which may complete it: that what comes is no
   * longer than it may be, and what it is said to be.
   */
  private void requireGoodEnd(ByteCount reached, PiecedStream pieces, BrokenOffStream content)
      throws IOException {
    boolean more = pieces.hasMore();
    if (more && reached.equals(largest())) {
      throw tooLarge();
    }
    // The byte that completes the file is its last, also where the source breaks off behind it.
    boolean completes = file.declared().size().filter(reached::equals).isPresent();
    if (completes || (!more && !content.isBroken())) {
      requireDigest();
    }
  }

  private void requireDigest() {
    if (command.sha256().isEmpty()) {
      return;
    }
    Sha256 expected = command.sha256().get();
    Sha256 actual = Sha256.of(Digests.copy(digest).digest());
    if (!actual.equals(expected)) {
      throw new UploadRejected(new Refusal.ImportDiffers(file.id(), file.size(), expected, actual));
    }
  }

  private ByteCount largest() {
    ByteCount ofFile = file.largestSize(limits);
    return command.largest().map(most -> least(most, ofFile)).orElse(ofFile);
  }

  private static ByteCount least(ByteCount one, ByteCount other) {
    return one.isAtMost(other) ? one : other;
  }

  private UploadRejected tooLarge() {
    return new UploadRejected(new Refusal.FileTooLarge(largest(), file.size()));
  }
}
