package io.piecemeal.e2e.faults;

import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.StoredFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What there is to be seen of all files, and the usual ways to make some. */
record Scenario(List<Seen> files) {

  static final Owner OWNER = new Owner("faults");

  private static final FileQuery ALL = new FileQuery(100, Optional.empty(), Optional.empty());

  /** One file as its owner sees it. */
  record Seen(Status status, long size, String digest) {

    static Seen of(Status status, byte[]... chunks) {
      byte[] bytes = joined(chunks);
      return new Seen(status, bytes.length, sha256(bytes));
    }
  }

  Scenario(Seen... files) {
    this(List.of(files));
  }

  Scenario {
    files = files.stream().sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
  }

  /** Reads every byte that there is. */
  static Scenario of(UseCasesOnRealAdapters useCases) throws IOException {
    List<Seen> seen = new ArrayList<>();
    for (StoredFile file : useCases.list().list(OWNER, ALL).files()) {
      byte[] bytes = read(useCases, file.id());
      seen.add(Seen.of(status(file), bytes));
    }
    return new Scenario(seen);
  }

  private static Status status(StoredFile file) {
    return file instanceof CompleteFile ? Status.COMPLETE : Status.UPLOADING;
  }

  static byte[] read(UseCasesOnRealAdapters useCases, FileId file) throws IOException {
    Content content = useCases.read().open(OWNER, file);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteRange all = new ByteRange(ByteCount.ZERO, content.file().size());
    try (ReadableByteChannel channel = content.bytes(all)) {
      Channels.newInputStream(channel).transferTo(bytes);
    }
    return bytes.toByteArray();
  }

  static FileId file(UseCasesOnRealAdapters useCases, byte[]... chunks) throws IOException {
    FileId id =
        useCases
            .open()
            .open(
                new OpenCommand(
                    OWNER,
                    FileName.of("a file"),
                    ContentType.OCTET_STREAM,
                    new Declaration(Optional.empty(), Optional.empty())))
            .id();
    for (byte[] chunk : chunks) {
      append(useCases, id, chunk);
    }
    return id;
  }

  static void append(UseCasesOnRealAdapters useCases, FileId file, byte[] chunk)
      throws IOException {
    append(useCases, file, chunk, Optional.empty(), ChunkPosition.MORE_MAY_FOLLOW);
  }

  static void append(
      UseCasesOnRealAdapters useCases,
      FileId file,
      byte[] chunk,
      Optional<ByteCount> offset,
      ChunkPosition position)
      throws IOException {
    useCases
        .append()
        .append(
            new AppendCommand(
                OWNER,
                file,
                sink -> {
                  sink.write(chunk);
                  return new ChunkTerms(offset, Optional.empty(), position);
                },
                Optional.of(new ByteCount(chunk.length))));
  }

  static void complete(UseCasesOnRealAdapters useCases, FileId file) {
    useCases
        .complete()
        .complete(new CompleteCommand(OWNER, file, Optional.empty(), Optional.empty()));
  }

  /** Bytes that no other seed gives. */
  static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static byte[] joined(byte[]... chunks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] chunk : chunks) {
      all.writeBytes(chunk);
    }
    return all.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
