package io.piecemeal.application.file;

import io.piecemeal.application.object.Digests;
import io.piecemeal.application.object.StagedChunk;
import io.piecemeal.application.object.SupersededException;
import io.piecemeal.domain.access.OwnerShares.Attempt;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.DigestTurns;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the digests of files by reading them, once for each state of a file: id, revision and size
 * name one sequence of bytes for ever, so that asking again costs nothing. Owners share the turns
 * to read; only what is read in a moment takes none.
 *
 * <p>Safe for use by several threads.
 */
public final class FileDigests {

  /** At some hundred bytes each. */
  static final int REMEMBERED = 1024;

  private static final ByteCount SHORT = new ByteCount(4L << 20);
  private static final int FEW_CHUNKS = 64;

  private final FileBytes bytes;
  private final DigestTurns turns;
  private final Map<State, MessageDigest> known = new Remembered();

  public FileDigests(FileBytes bytes, DigestTurns turns) {
    this.bytes = bytes;
    this.turns = turns;
  }

  private record State(FileId file, long revision, ByteCount size) {

    static State of(StoredFile file) {
      return new State(file.id(), file.revision(), file.size());
    }
  }

  /**
   * The digest of the whole file as it was seen.
   *
   * @throws SupersededException if the file is no longer the one that was seen
   * @throws UploadRejected with {@code DigestsUnderWay} or {@code AllTurnsTaken}
   */
  public Sha256 of(StoredFile file) throws IOException {
    return of(file, _ -> {});
  }

  /**
   * The same.
   *
   * @param read is told how many bytes of the file were read, if it has to be read
   */
  public Sha256 of(StoredFile file, Consumer<ByteCount> read) throws IOException {
    return Sha256.of(running(file, read).digest());
  }

  /** The same of the file with one more chunk behind it. */
  public Sha256 of(StoredFile file, StagedChunk next) throws IOException {
    MessageDigest digest = running(file);
    bytes.update(digest, next);
    return Sha256.of(digest.digest());
  }

  /**
   * The running digest of a file with others behind it, as they were seen; for the caller alone.
   * Takes one turn, however many they are.
   *
   * @throws SupersededException if one of them is no longer the one that was seen
   * @throws UploadRejected with {@code DigestsUnderWay} or {@code AllTurnsTaken}
   */
  public MessageDigest joined(StoredFile file, List<CompleteFile> others) throws IOException {
    MessageDigest digest = running(file);
    ByteCount size = others.stream().map(StoredFile::size).reduce(ByteCount.ZERO, ByteCount::plus);
    if (size.isAtMost(SHORT) && others.size() <= FEW_CHUNKS) {
      update(digest, others);
    } else {
      try (Attempt.Taken _ = turns.take(file.owner())) {
        update(digest, others);
      }
    }
    return digest;
  }

  private void update(MessageDigest digest, List<CompleteFile> files) throws IOException {
    for (CompleteFile file : files) {
      bytes.update(digest, file, _ -> {});
    }
  }

  /** Keeps the digest of a file that is known by other means than reading it. */
  public void remember(StoredFile file, MessageDigest digest) {
    synchronized (known) {
      known.put(State.of(file), Digests.copy(digest));
    }
  }

  /** For the caller alone to go on with. */
  private MessageDigest running(StoredFile file) throws IOException {
    return running(file, _ -> {});
  }

  private MessageDigest running(StoredFile file, Consumer<ByteCount> read) throws IOException {
    Optional<MessageDigest> before = find(file);
    return before.isPresent() ? before.get() : read(file, read);
  }

  private MessageDigest read(StoredFile file, Consumer<ByteCount> read) throws IOException {
    if (file.size().isAtMost(SHORT) && file.chunks() <= FEW_CHUNKS) {
      return readNow(file, read);
    }
    try (Attempt.Taken _ = turns.take(file.owner())) {
      // Who had the turn before may have read this very file.
      Optional<MessageDigest> meanwhile = find(file);
      return meanwhile.isPresent() ? meanwhile.get() : readNow(file, read);
    }
  }

  private MessageDigest readNow(StoredFile file, Consumer<ByteCount> read) throws IOException {
    MessageDigest digest = Digests.sha256();
    bytes.update(digest, file, read);
    remember(file, digest);
    return digest;
  }

  private Optional<MessageDigest> find(StoredFile file) {
    synchronized (known) {
      return Optional.ofNullable(known.get(State.of(file))).map(Digests::copy);
    }
  }

  /** The states that were asked for last. */
  private static final class Remembered extends LinkedHashMap<State, MessageDigest> {

    private static final float LOAD = 0.75f;

    Remembered() {
      super(REMEMBERED, LOAD, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<State, MessageDigest> eldest) {
      return size() > REMEMBERED;
    }
  }
}
