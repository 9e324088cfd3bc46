package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.annotation.Factory;
import io.piecemeal.application.audit.AuditedParts;
import io.piecemeal.application.file.DeleteFileService;
import io.piecemeal.application.file.FileDigests;
import io.piecemeal.application.port.in.AppendStream;
import io.piecemeal.application.port.in.DeclareSize;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.JoinParts;
import io.piecemeal.application.port.in.ListParts;
import io.piecemeal.application.port.in.StorePart;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.upload.AppendChunkService;
import io.piecemeal.application.upload.AppendStreamService;
import io.piecemeal.application.upload.CompleteUploadService;
import io.piecemeal.application.upload.DeclareSizeService;
import io.piecemeal.application.upload.JoinPartsService;
import io.piecemeal.application.upload.ListPartsService;
import io.piecemeal.application.upload.OpenUploadService;
import io.piecemeal.application.upload.StoreFileService;
import io.piecemeal.application.upload.StorePartService;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import jakarta.inject.Singleton;

/** The use cases of streams, and of files that are joined from parts. */
@Factory
final class PartUseCases {

  @Singleton
  AuditedParts auditedParts(AuditTrail trail) {
    return new AuditedParts(trail);
  }

  @Singleton
  StorePart storePart(
      FileCatalog catalog, OpenUploadService open, StoreFileService store, AuditedParts audit) {
    return audit.store(new StorePartService(catalog, open, store));
  }

  @Singleton
  ListParts listParts(FileCatalog catalog, FileAssembly assembly) {
    return new ListPartsService(catalog, assembly);
  }

  @Singleton
  JoinParts joinParts(
      FileCatalog catalog,
      FileLedger ledger,
      FileAssembly assembly,
      OpenUploadService open,
      Limits limits,
      Retention retention,
      FileDigests digests,
      CompleteUploadService complete,
      AuditedParts audit) {
    DeleteFile delete = new DeleteFileService(catalog, ledger);
    return audit.join(
        new JoinPartsService(
            catalog, assembly, open, delete, limits, retention, digests, complete));
  }

  @Singleton
  DeclareSize declareSize(
      FileCatalog catalog,
      FileAssembly assembly,
      CompleteUploadService complete,
      Limits limits,
      AuditedParts audit) {
    return audit.declare(new DeclareSizeService(catalog, assembly, complete, limits));
  }

  @Singleton
  AppendStream appendStream(
      FileCatalog catalog,
      FileLedger ledger,
      FileAssembly assembly,
      AppendChunkService append,
      CompleteUploadService complete,
      StoreFileService store,
      OpenUploadService open,
      Limits limits,
      Retention retention,
      FileDigests digests,
      AuditedParts audit) {
    DeleteFile delete = new DeleteFileService(catalog, ledger);
    return audit.append(
        new AppendStreamService(
            catalog,
            append,
            new StorePartService(catalog, open, store),
            new JoinPartsService(
                catalog, assembly, open, delete, limits, retention, digests, complete),
            delete,
            limits));
  }
}
