package io.piecemeal.application.file;

import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.application.port.in.ReadToCompare;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.ScanPolicies;
import io.piecemeal.domain.upload.ScanPolicy;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.nio.channels.ReadableByteChannel;

/**
 * Gives out the bytes of a file as it is when it is asked for. The one place that does: what is not
 * to be seen is kept back here.
 */
public final class ReadContentService implements ReadContent {

  private final FileLookup files;
  private final FileBytes bytes;
  private final DamageRegister damages;
  private final ScanPolicies policies;

  /**
   * @param policies whose files are not given out before they were scanned
   */
  public ReadContentService(
      FileCatalog catalog, FileBytes bytes, DamageRegister damages, ScanPolicies policies) {
    this.files = new FileLookup(catalog);
    this.bytes = bytes;
    this.damages = damages;
    this.policies = policies;
  }

  @Override
  public Content open(Owner owner, FileId id) {
    StoredFile file = files.findWhole(owner, id);
    file.requireReadable(policies.of(owner));
    return new Snapshot(bytes, damages, file);
  }

  /** For those who give no bytes out. */
  public ReadToCompare toCompare() {
    return (owner, id) -> {
      StoredFile file = files.findWhole(owner, id);
      switch (file) {
        case UploadSession open -> open.requireReadable(ScanPolicy.NONE);
        case CompleteFile complete -> {}
      }
      return new Snapshot(bytes, damages, file);
    };
  }

  private record Snapshot(FileBytes source, DamageRegister damages, StoredFile file)
      implements Content {
    @Override
    public ReadableByteChannel bytes(ByteRange range) {
      return new WatchedChannel(source.channel(file, range), file, damages);
    }
  }
}
