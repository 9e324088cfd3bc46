package io.piecemeal.e2e.faults;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;

/** The file system of this machine, with calls that fail when the injector says so. */
final class FaultyFiles extends FilterFileSystemProvider {

  private final Injector injector;

  FaultyFiles(Injector injector) {
    super("faulty", FileSystems.getDefault());
    this.injector = injector;
  }

  /** A call that may fail. */
  @FunctionalInterface
  interface Call<T> {
    T make() throws IOException;
  }

  /** A call that answers nothing and may fail. */
  @FunctionalInterface
  interface Action {
    void make() throws IOException;
  }

  /** Makes the call, or fails as planned; a fault for bytes counts as one for any call. */
  static <T> T call(Optional<Fault> fault, Call<T> call) throws IOException {
    if (fault.isEmpty()) {
      return call.make();
    }
    if (fault.get() == Fault.FAILED_AFTERWARDS) {
      call.make();
    }
    throw new IOException(
        switch (fault.get()) {
          case NO_SPACE, HALF_AND_NO_SPACE -> "No space left on device";
          default -> "Input/output error";
        });
  }

  /** The same for one that answers nothing. */
  static void run(Optional<Fault> fault, Action action) throws IOException {
    Object _ =
        call(
            fault,
            () -> {
              action.make();
              return action;
            });
  }

  private <T> T call(String name, Call<T> call) throws IOException {
    return call(injector.at(name), call);
  }

  private void run(String name, Action action) throws IOException {
    run(injector.at(name), action);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return new FaultyChannel(
        call("open", () -> super.newFileChannel(path, options, attributes)), injector);
  }

  @Override
  public java.nio.channels.SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    run("mkdir", () -> super.createDirectory(directory, attributes));
  }

  @Override
  public void delete(Path path) throws IOException {
    run("unlink", () -> super.delete(path));
  }

  @Override
  public boolean deleteIfExists(Path path) throws IOException {
    return call("unlink", () -> super.deleteIfExists(path));
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    run("rename", () -> super.move(source, target, options));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return call("opendir", () -> super.newDirectoryStream(directory, filter));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return call("stat", () -> super.readAttributes(path, type, options));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return call("statfs", () -> super.getFileStore(path));
  }
}
