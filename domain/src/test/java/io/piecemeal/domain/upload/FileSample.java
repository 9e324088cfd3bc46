package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Crc32c;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Files in whatever state a test needs. */
record FileSample(FileContent content, Declaration declared, SessionTerms terms) {

  static final FileId ID = new FileId("a".repeat(32));
  static final Sha256 ZEROS = Sha256.of(new byte[32]);
  static final Sha256 OTHER = Sha256.parse("f".repeat(64)).orElseThrow();
  static final Instant OPENED = Instant.EPOCH;
  static final Instant EXPIRY = OPENED.plusSeconds(60);

  /** A file of one chunk, or of none. */
  static FileSample of(long size) {
    return size == 0 ? of(FileContent.NONE) : of(FileContent.NONE.plus(chunk(size, 1)));
  }

  static FileSample of(FileContent content) {
    return new FileSample(content, Declaration.NONE, SessionTerms.NONE);
  }

  static UploadSession uploading(long size) {
    return of(size).session();
  }

  static CompleteFile complete(long size) {
    return of(size).file();
  }

  FileSample declaring(long finalSize) {
    return declaring(new Declaration(Optional.of(new ByteCount(finalSize)), declared.sha256()));
  }

  FileSample declaring(Sha256 digest) {
    return declaring(new Declaration(declared.size(), Optional.of(digest)));
  }

  private FileSample declaring(Declaration declaration) {
    return new FileSample(content, declaration, terms);
  }

  FileSample on(SessionTerms others) {
    return new FileSample(content, declared, others);
  }

  static ChunkObject chunk(long length, int crc) {
    return new ChunkObject(
        new ObjectKey(UUID.randomUUID()).in(ID.shard()),
        new ByteCount(length),
        new Crc32c(crc),
        Optional.empty());
  }

  private FileHeader header() {
    return new FileHeader(
        ID,
        new Owner("alice"),
        new FileName("a.txt"),
        ContentType.OCTET_STREAM,
        declared,
        terms,
        OPENED);
  }

  UploadSession session() {
    return new UploadSession(header(), content, OPENED, EXPIRY, Optional.empty());
  }

  /** With the digest {@link #ZEROS}. */
  CompleteFile file() {
    return new CompleteFile(header(), content, ZEROS, OPENED, EXPIRY, Optional.empty());
  }
}
