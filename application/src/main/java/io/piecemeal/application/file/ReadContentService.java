package io.piecemeal.application.file;

import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import java.nio.channels.ReadableByteChannel;

/** Gives out the bytes of a file as it is when it is asked for. */
public final class ReadContentService implements ReadContent {

  private final FileLookup files;
  private final FileBytes bytes;
  private final DamageRegister damages;

  public ReadContentService(FileCatalog catalog, FileBytes bytes, DamageRegister damages) {
    this.files = new FileLookup(catalog);
    this.bytes = bytes;
    this.damages = damages;
  }

  @Override
  public Content open(Owner owner, FileId id) {
    StoredFile file = files.findWhole(owner, id);
    file.requireReadable();
    return new Snapshot(bytes, damages, file);
  }

  private record Snapshot(FileBytes source, DamageRegister damages, StoredFile file)
      implements Content {
    @Override
    public ReadableByteChannel bytes(ByteRange range) {
      return new WatchedChannel(source.channel(file, range), file, damages);
    }
  }
}
