package io.piecemeal.application.upload;

import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StorePart;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.SessionTerms.Rewinds;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Stores a part as a file, which no listing shows, in the shard of the one that it is for. */
public final class StorePartService implements StorePart {

  private final FileLookup files;
  private final OpenUploadService open;
  private final StoreFileService store;

  public StorePartService(FileCatalog catalog, OpenUploadService open, StoreFileService store) {
    this.files = new FileLookup(catalog);
    this.open = open;
    this.store = store;
  }

  @Override
  public StoredFile open(Owner owner, FileId whole, Declaration declared) {
    UploadSession session = files.find(owner, whole).requireOpen();
    return open.open(
        new OpenCommand(
            owner, session.name(), session.contentType(), declared, terms(whole, Rewinds.ALLOWED)));
  }

  @Override
  public StoredFile store(Owner owner, FileId whole, InputStream content) throws IOException {
    UploadSession session = files.find(owner, whole).requireOpen();
    return store.store(
        new StoreCommand(
            owner, session.name(), session.contentType(), terms(whole, Rewinds.NEVER), content));
  }

  private static SessionTerms terms(FileId whole, Rewinds rewinds) {
    return new SessionTerms(Optional.empty(), new Role.Part(Optional.of(whole)), rewinds);
  }
}
