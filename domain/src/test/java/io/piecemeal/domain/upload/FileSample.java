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
record FileSample(Status status, long size, Declaration declared, Optional<ChunkObject> lastChunk) {

  static final FileId ID = new FileId("a".repeat(32));
  static final Sha256 ZEROS = Sha256.of(new byte[32]);
  static final Sha256 OTHER = Sha256.parse("f".repeat(64)).orElseThrow();

  static FileSample uploading(long size) {
    return new FileSample(Status.UPLOADING, size, Declaration.NONE, Optional.empty());
  }

  static FileSample complete(long size) {
    return new FileSample(Status.COMPLETE, size, Declaration.NONE, Optional.empty());
  }

  FileSample declaring(long finalSize) {
    return declaring(new Declaration(Optional.of(new ByteCount(finalSize)), declared.sha256()));
  }

  FileSample declaring(Sha256 digest) {
    return declaring(new Declaration(declared.size(), Optional.of(digest)));
  }

  FileSample declaring(Declaration declaration) {
    return new FileSample(status, size, declaration, lastChunk);
  }

  FileSample endingWith(ChunkObject chunk) {
    return new FileSample(status, size, declared, Optional.of(chunk));
  }

  static ChunkObject chunk(long length, int crc) {
    return new ChunkObject(
        new ObjectKey(UUID.randomUUID()), new ByteCount(length), new Crc32c(crc), Optional.empty());
  }

  StoredFile file() {
    return new StoredFile(
        ID,
        new Owner("alice"),
        new FileName("a.txt"),
        ContentType.OCTET_STREAM,
        declared,
        status,
        new ByteCount(size),
        lastChunk.isPresent() ? 1 : 0,
        0,
        lastChunk,
        Optional.of(ZEROS).filter(any -> status == Status.COMPLETE),
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(60),
        Optional.empty());
  }
}
