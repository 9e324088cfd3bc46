package io.piecemeal.testkit;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.TicketHash;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Crc32c;
import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Values for tests in which the particular value does not matter. Ids are new at every call. */
public final class Samples {

  public static final Owner ALICE = new Owner("alice");
  public static final Owner BOB = new Owner("bob");

  /** An hour after the last chunk, at most three. */
  public static final Retention RETENTION = new Retention(Duration.ofHours(1), Duration.ofHours(3));

  /** Where all files and chunks are that no other shard is asked for. */
  public static final Shard SHARD = new Shard(0x123);

  private Samples() {}

  public static FileId fileId() {
    return fileId(SHARD);
  }

  public static FileId fileId(Shard shard) {
    return new FileId(UUID.randomUUID().toString().replace("-", "")).in(shard);
  }

  public static ObjectKey objectKey() {
    return objectKey(SHARD);
  }

  public static ObjectKey objectKey(Shard shard) {
    return new ObjectKey(UUID.randomUUID()).in(shard);
  }

  /** What names the ticket of a file in {@link #SHARD}; the same for equal seeds. */
  public static TicketHash ticket(int seed) {
    return new TicketHash(SHARD, digest(seed));
  }

  public static ByteCount bytes(long count) {
    return new ByteCount(count);
  }

  /** A digest that is the same for equal seeds and no others of one byte. */
  public static Sha256 digest(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return Sha256.of(bytes);
  }

  public static NewFile newFile(Owner owner) {
    return newFile(owner, Declaration.NONE);
  }

  public static NewFile newFile(Owner owner, Declaration declared) {
    return newFile(fileId(), owner, declared);
  }

  public static NewFile newFile(Owner owner, Shard shard) {
    return newFile(fileId(shard), owner, Declaration.NONE);
  }

  /** A file that is to become a piece of another one, in {@link #SHARD}. */
  public static NewFile newPart(Owner owner, Optional<FileId> of) {
    return newFile(
        fileId(),
        owner,
        Declaration.NONE,
        new SessionTerms(Optional.empty(), new Role.Part(of), SessionTerms.Rewinds.ALLOWED));
  }

  /** A file that is opened under these terms. */
  public static NewFile newFile(Owner owner, SessionTerms terms) {
    return newFile(fileId(), owner, Declaration.NONE, terms);
  }

  private static NewFile newFile(FileId id, Owner owner, Declaration declared) {
    return newFile(id, owner, declared, SessionTerms.NONE);
  }

  private static NewFile newFile(FileId id, Owner owner, Declaration declared, SessionTerms terms) {
    return new NewFile(
        id,
        owner,
        new FileName("Überblick 2026.xlf"),
        new ContentType("text/plain; charset=utf-8"),
        declared,
        terms,
        RETENTION,
        Quota.NONE,
        Optional.empty());
  }

  public static NewFile newFile(Owner owner, Quota quota) {
    NewFile file = newFile(owner);
    return new NewFile(
        file.id(),
        owner,
        file.name(),
        file.contentType(),
        file.declared(),
        file.terms(),
        file.retention(),
        quota,
        Optional.empty());
  }

  /** The file that was entered. */
  public static StoredFile entered(Entry entry) {
    return switch (entry) {
      case Entry.Entered done -> done.file();
      case Entry.Repeated before -> throw new AssertionError("was a repetition");
      case Entry.KeyReused reused -> throw new AssertionError("the key was used before");
    };
  }

  /** A quota of bytes and nothing else. */
  public static Quota quotaOf(ByteCount bytes) {
    return new Quota(Optional.of(bytes), OptionalInt.empty());
  }

  /** A quota of open sessions and nothing else. */
  public static Quota quotaOf(int openSessions) {
    return new Quota(Optional.empty(), OptionalInt.of(openSessions));
  }

  /** The description of an object under a new key; its bytes exist nowhere. */
  public static ChunkObject chunk(long length) {
    return chunk(SHARD, length);
  }

  /** The same for a file of another shard. */
  public static ChunkObject chunk(Shard shard, long length) {
    ObjectKey key = objectKey(shard);
    return new ChunkObject(
        key, bytes(length), new Crc32c(key.value().hashCode()), Optional.empty());
  }

  public static ChunkObject chunkWithDigest(long length) {
    ObjectKey key = objectKey();
    return new ChunkObject(key, bytes(length), new Crc32c(-1), Optional.of(digest(7)));
  }

  /** An append that leaves the file open. */
  public static Append append(StoredFile seen, ChunkObject chunk) {
    return append(seen, chunk, Quota.NONE);
  }

  /** An append that leaves the file open, under a quota. */
  public static Append append(StoredFile seen, ChunkObject chunk, Quota quota) {
    return append(seen.requireOpen(), seen.requireOpen().append(chunk), quota);
  }

  /** An append of these bytes, which the ledger keeps itself. */
  public static Append inlineAppend(StoredFile seen, byte... content) {
    return inline(append(seen, chunk(content.length)), content);
  }

  /** The same append, with these bytes for the ledger to keep. */
  public static Append inline(Append append, byte... content) {
    return new Append(
        append.seen(),
        append.next(),
        append.retention(),
        append.quota(),
        append.by(),
        Optional.of(new InlineObject(append.chunk().key(), content)));
  }

  /** An append that completes the file. */
  public static Append lastAppend(StoredFile seen, ChunkObject chunk, Sha256 whole) {
    UploadSession session = seen.requireOpen();
    return append(session, session.appendLast(chunk, whole), Quota.NONE);
  }

  private static Append append(UploadSession seen, StoredFile next, Quota quota) {
    return new Append(seen, next, RETENTION, quota, Optional.empty(), Optional.empty());
  }

  /** The digest of a file that is complete. */
  public static Optional<Sha256> digestOf(StoredFile file) {
    return switch (file) {
      case UploadSession open -> Optional.empty();
      case CompleteFile complete -> Optional.of(complete.sha256());
    };
  }
}
