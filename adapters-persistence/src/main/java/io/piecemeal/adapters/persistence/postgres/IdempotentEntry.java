package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.transaction.TransactionStatus;
import io.piecemeal.adapters.persistence.postgres.Database.Statement;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.StoredFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Claims the key, then enters the file, in one transaction. Every transaction that takes several
 * locks takes them in the order key, owner, file, so that they cannot block each other in a circle.
 */
record IdempotentEntry(Database database) {

  Entry open(NewFile file, RequestIdentity identity) {
    return enter(
        "open file %s once".formatted(file.id()),
        new Request(
            file,
            identity,
            FirstAnswers.claim(file, identity, ChunkArrays.fromStart(List.of()), Optional.empty()),
            QuotaCheck.ofSession(file),
            EnterStatement.opening(file)));
  }

  Entry store(NewFile file, List<ChunkObject> objects, Sha256 sha256, RequestIdentity identity) {
    ChunkArrays chunks = ChunkArrays.fromStart(objects);
    return enter(
        "store file %s once".formatted(file.id()),
        new Request(
            file,
            identity,
            FirstAnswers.claim(file, identity, chunks, Optional.of(sha256)),
            QuotaCheck.ofFile(file, chunks),
            EnterStatement.storing(file, chunks, sha256)));
  }

  private Entry enter(String what, Request request) {
    return database.of(request.file().owner()).transact(what, request::in);
  }

  /** The steps of one request. */
  private record Request(
      NewFile file,
      RequestIdentity identity,
      Statement<String> claim,
      QuotaCheck quota,
      Statement<StoredFile> entering) {

    Entry in(TransactionStatus<Connection> transaction) throws SQLException {
      if (claim.in(transaction).isEmpty()) {
        transaction.setRollbackOnly();
        return FirstAnswers.read(file.owner(), identity).in(transaction).getFirst();
      }
      return new Entry.Entered(quota.run(transaction, entering).getFirst());
    }
  }
}
