package io.piecemeal.cli;

import io.piecemeal.client.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
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
import java.util.UUID;

/**
 * What is kept of an upload that is under way, so that another run goes on with it: the key that
 * opens its session, and its id when that is known. It is named by the server and by the file's
 * path, size and time of change, and locked while a run uses it.
 */
final class Pending implements AutoCloseable {

  /** No session lives longer, with a day to spare. */
  private static final Duration LONGEST = Duration.ofDays(8);

  private static final String SUFFIX = ".json";
  private static final String LOCK = ".lock";

  private final Path file;
  private final FileChannel lock;
  private String once;
  private Optional<String> fileId;

  private Pending(Path file, FileChannel lock, String once, Optional<String> fileId) {
    this.file = file;
    this.lock = lock;
    this.once = once;
    this.fileId = fileId;
  }

  /**
   * What an earlier run left, or what this one will.
   *
   * @throws SetupException if another run sends the same file now, or the folder cannot be used
   */
  static Pending open(Path folder, URI server, Path source) {
    try {
      Path real = source.toRealPath();
      String name =
          hash(
              String.join(
                  "\0",
                  server.toString(),
                  real.toString(),
                  Long.toString(Files.size(real)),
                  Files.getLastModifiedTime(real).toInstant().toString()));
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      forgetOld(folder);
      FileChannel lock =
          FileChannel.open(
              folder.resolve(name + LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(lock)) {
        lock.close();
        throw new SetupException("another run is sending " + Names.printable(source.toString()));
      }
      Path file = folder.resolve(name + SUFFIX);
      Map<?, ?> kept = read(file);
      Pending pending =
          new Pending(
              file,
              lock,
              kept.get("once") instanceof String text ? text : UUID.randomUUID().toString(),
              kept.get("file_id") instanceof String id ? Optional.of(id) : Optional.empty());
      pending.write();
      return pending;
    } catch (IOException e) {
      throw new SetupException("cannot keep what is needed to resume: " + e, e);
    }
  }

  private static boolean locked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
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
        if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
          Files.deleteIfExists(file);
        }
      }
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
    }
  }
}
