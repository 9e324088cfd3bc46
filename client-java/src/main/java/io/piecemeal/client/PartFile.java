package io.piecemeal.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bytes of a download until all of them are there, beside the file that they become. A later
 * download of the same file goes on with it.
 */
final class PartFile implements AutoCloseable {

  private static final int BLOCK = 1024 * 1024;

  /**
   * Those that this process writes to. No second channel is opened for one of them: when it is
   * closed, POSIX takes the lock of the first one away.
   */
  private static final Set<Path> USED = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path used;
  private final Path target;
  private final Existing existing;
  private final boolean complete;
  private final FileChannel channel;

  private PartFile(
      Path path, Path used, Path target, Existing existing, boolean complete, FileChannel channel) {
    this.path = path;
    this.used = used;
    this.target = target;
    this.existing = existing;
    this.complete = complete;
    this.channel = channel;
  }

  static PartFile open(Path target, StoredFile file, Existing existing) {
    Destination.requireFree(target, existing);
    Path path = target.resolveSibling("." + file.id() + ".part");
    Destination.requireReplaceable(path);
    Path used = path.toAbsolutePath().normalize();
    if (!USED.add(used)) {
      throw another(path);
    }
    try {
      return new PartFile(path, used, target, existing, file.complete(), locked(path, file));
    } catch (RuntimeException e) {
      USED.remove(used);
      throw e;
    }
  }

  private static FileChannel locked(Path path, StoredFile file) {
    try {
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS,
              LinkOption.NOFOLLOW_LINKS);
      try {
        if (channel.tryLock() == null) {
          throw another(path);
        }
        // Only a complete file is the same as when the bytes came.
        if (!file.complete() || channel.size() > file.size()) {
          channel.truncate(0);
        }
        return channel;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (OverlappingFileLockException e) {
      throw another(path);
    } catch (NoSuchFileException e) {
      throw new LocalFileException(
          "there is no folder %s; make it first"
              .formatted(Objects.requireNonNullElse(path.getParent(), Path.of("."))),
          e);
    } catch (IOException e) {
      throw Destination.unwritable(path, e);
    }
  }

  /** Digests what is there, and goes to its end. */
  long position(MessageDigest digest) {
    try {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      channel.position(0);
      while (channel.read(block) >= 0) {
        digest.update(block.flip());
        block.clear();
      }
      return channel.position();
    } catch (IOException e) {
      throw Destination.unwritable(path, e);
    }
  }

  OutputStream stream() {
    return new FilterOutputStream(Channels.newOutputStream(channel)) {
      @Override
      public void write(byte[] block, int start, int length) throws IOException {
        try {
          out.write(block, start, length);
        } catch (IOException e) {
          String why = LocalFileException.reason(e);
          throw new IOException(
              complete
                  ? "%s; what came stays in %s, and the same download goes on with it"
                      .formatted(why, path)
                  : why,
              e);
        }
      }
    };
  }

  /** Gives the file its name, when all is there. */
  void finish() {
    try {
      channel.force(true);
      switch (existing) {
        case REPLACE -> {
          Destination.requireReplaceable(target);
          Files.move(
              path, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        case KEEP -> {
          // Unlike a move, a link never replaces what has come there meanwhile.
          try {
            Files.createLink(target, path);
            Files.delete(path);
          } catch (UnsupportedOperationException noLinks) {
            Files.move(path, target);
          }
        }
      }
    } catch (FileAlreadyExistsException e) {
      throw Destination.there(target, e);
    } catch (IOException e) {
      throw Destination.unwritable(target, e);
    }
  }

  /** Forgets bytes that are wrong. */
  void discard() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw Destination.unwritable(path, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Destination.unwritable(path, e);
    } finally {
      USED.remove(used);
    }
  }

  private static LocalFileException another(Path path) {
    return new LocalFileException("another download writes to " + path, null);
  }
}
