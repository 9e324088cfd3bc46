package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The mark in a file that is replaced as a whole. Nodes take turns by a lock on another file, which
 * ends with its holder.
 */
record DiskStoreMark(Path root, Syncing syncing, DiskCalls calls) implements StoreMark {

  private static final Pattern FORM = Pattern.compile("[0-9]{1,18}\n");

  @Override
  public Optional<HighWaterMark> read() {
    return calls.make(this::readNow);
  }

  private Optional<HighWaterMark> readNow() {
    String text;
    try {
      text = Files.readString(file());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedInputException e) {
      throw new StorageFailure.Damaged("%s holds no mark".formatted(file()), e);
    } catch (IOException e) {
      throw DiskFailures.translated("%s not read".formatted(file()), e);
    }
    if (!FORM.matcher(text).matches()) {
      throw new StorageFailure.Damaged("%s holds no mark".formatted(file()));
    }
    return Optional.of(new HighWaterMark(Long.parseLong(text.strip())));
  }

  @Override
  public void raise(HighWaterMark mark) {
    calls.run(() -> raiseNow(mark));
  }

  private void raiseNow(HighWaterMark mark) {
    // A process cannot hold the lock twice, so its threads take turns before.
    synchronized (DiskStoreMark.class) {
      try (FileChannel channel =
              FileChannel.open(
                  root.resolve("high-water.lock"),
                  Set.of(
                      StandardOpenOption.CREATE,
                      StandardOpenOption.WRITE,
                      LinkOption.NOFOLLOW_LINKS),
                  DiskLayout.FILE_MODE);
          FileLock _ = channel.lock()) {
        if (readNow().filter(present -> !mark.isAbove(present)).isEmpty()) {
          replace(mark);
        }
      } catch (IOException e) {
        throw DiskFailures.translated("%s not written".formatted(file()), e);
      }
    }
  }

  private void replace(HighWaterMark mark) throws IOException {
    Path draft = root.resolve("high-water.new");
    // Of a process that ended while it wrote.
    Files.deleteIfExists(draft);
    try (ObjectFile next = ObjectFile.create(draft, syncing)) {
      next.write(ByteBuffer.wrap((mark + "\n").getBytes(StandardCharsets.US_ASCII)));
      next.sync();
    }
    Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
    syncing.directory(root);
  }

  private Path file() {
    return root.resolve("high-water");
  }
}
