package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.digest;

import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.Join;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Parts of files, and how they are joined. */
interface PartsScene extends LedgerContract {

  default FileAssembly assembly() {
    return ledger().assembly();
  }

  default CompleteFile part(FileId whole, long... lengths) {
    return part(ALICE, Optional.of(whole), lengths);
  }

  default CompleteFile part(Owner owner, Optional<FileId> whole, long... lengths) {
    List<ChunkObject> chunks = LongStream.of(lengths).mapToObj(Samples::chunk).toList();
    return (CompleteFile)
        entered(files().store(Samples.newPart(owner, whole), chunks, digest(lengths.length)));
  }

  default Join joining(StoredFile seen, CompleteFile... parts) {
    UploadSession session = (UploadSession) seen;
    List<CompleteFile> all = Arrays.asList(parts);
    return new Join(session, all, session.join(all, Limits.DEFAULT), RETENTION);
  }

  default UploadSession joined(StoredFile seen, CompleteFile... parts) {
    return committed(assembly().join(joining(seen, parts))).requireOpen();
  }
}
