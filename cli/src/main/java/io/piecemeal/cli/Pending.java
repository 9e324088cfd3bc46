package io.piecemeal.cli;

import io.piecemeal.client.Json;
import io.piecemeal.client.UploadOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is kept of an upload that is under way, so that another run goes on with it: the key that
 * opens its session, and its id when that is known. It is named by the server, by the file's path,
 * size and time of change, and by what its session is opened with; it is locked while a run uses
 * it.
 */
final class Pending implements AutoCloseable {

  /** No session lives longer, with a day to spare. */
  private static final Duration LONGEST = Duration.ofDays(8);

  private static final String SUFFIX = ".json";
  private static final String LOCK = ".lock";

  /** Names that this process uses: its own locks do not keep it out. */
  private static final Set<String> USED = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final String name;
  private final FileChannel lock;
  private String once;
  private Optional<String> fileId;

  private Pending(Path file, String name, FileChannel lock, String once, Optional<String> fileId) {
    this.file = file;
    this.name = name;
    this.lock = lock;
    this.once = once;
    this.fileId = fileId;
  }

  /**
   * What an earlier run left, or what this one will. A file that this run sends several times in
   * the same way has as many.
   *
   * @param options of which the name and the media type open the session
   * @throws SetupException if another run sends the same file now, or the folder cannot be used
   */
  static Pending open(Path folder, URI server, Path source, UploadOptions options) {
    try {
      Path real = source.toRealPath();
      String upload =
          String.join(
              "\0",
              server.toString(),
              real.toString(),
              Long.toString(Files.size(real)),
              Files.getLastModifiedTime(real).toInstant().toString(),
              options.filename(),
              options.contentType().orElse(""));
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      forgetOld(folder);
      String name = hash(upload);
      for (int again = 1; !USED.add(name); again++) {
        name = hash(upload + '\0' + again);
      }
      try {
        return open(folder, name, source);
      } catch (IOException | RuntimeException e) {
        USED.remove(name);
        throw e;
      }
    } catch (IOException e) {
      throw new SetupException("cannot keep what is needed to resume: " + e, e);
    }
  }

  private static Pending open(Path folder, String name, Path source) throws IOException {
    FileChannel lock =
        FileChannel.open(
            folder.resolve(name + LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        throw new SetupException("another run is sending " + Names.printable(source.toString()));
      }
      Path file = folder.resolve(name + SUFFIX);
      Map<?, ?> kept = read(file);
      Pending pending =
          new Pending(
              file,
              name,
              lock,
              kept.get("once") instanceof String text ? text : UUID.randomUUID().toString(),
              kept.get("file_id") instanceof String id ? Optional.of(id) : Optional.empty());
      pending.write();
      return pending;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Map<?, ?> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      return Json.read(Files.readString(file)) instanceof Map<?, ?> map ? map : Map.of();
    } catch (IllegalArgumentException | CharacterCodingException torn) {
      // A machine that lost power may leave half of it: the upload begins anew.
      return Map.of();
    }
  }

  private static void forgetOld(Path folder) throws IOException {
    Instant oldest = Instant.now().minus(LONGEST);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*{.json,.lock,.new}")) {
      for (Path file : files) {
        if (changed(file).filter(oldest::isAfter).isPresent()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Empty if it is no longer there: other uploads make and remove theirs meanwhile. */
  private static Optional<Instant> changed(Path file) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Opens the session, and finds it again. */
  String once() {
    return once;
  }

  Optional<String> fileId() {
    return fileId;
  }

  void opened(String id) {
    fileId = Optional.of(id);
    writeChecked();
  }

  /** The session is gone: the next one is another. */
  void restart() {
    once = UUID.randomUUID().toString();
    fileId = Optional.empty();
    writeChecked();
  }

  /** All is done, or can never be. */
  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new SetupException("cannot remove " + file, e);
    }
  }

  private void writeChecked() {
    try {
      write();
    } catch (IOException e) {
      throw new SetupException("cannot keep what is needed to resume: " + e, e);
    }
  }

  private void write() throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("once", once);
    fileId.ifPresent(id -> members.put("file_id", id));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, Json.write(members));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  /** Lets another run have it. The lock's file stays: who waits for it may have opened it. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new SetupException("cannot unlock " + file, e);
    } finally {
      USED.remove(name);
    }
  }
}
