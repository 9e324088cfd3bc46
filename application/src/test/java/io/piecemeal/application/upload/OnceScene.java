package io.piecemeal.application.upload;

import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.OpenUploadOnce;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StoreFileOnce;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.FaultyChunkStore;
import io.piecemeal.testkit.FaultyFileLedger;
import io.piecemeal.testkit.InMemoryChunkStore;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The use cases that take idempotency keys, on fakes whose ledger can be made to fail. */
final class OnceScene {

  final InMemoryFileLedger ledger = new InMemoryFileLedger(new TestClock());
  final FaultyFileLedger faults = new FaultyFileLedger(ledger, ledger, ledger);
  final InMemoryChunkStore store = new InMemoryChunkStore();
  final FaultyChunkStore faultyStore = new FaultyChunkStore(store);
  final OpenUploadOnce open;
  final StoreFileOnce direct;

  OnceScene(Quota quota) {
    SequentialIds ids = new SequentialIds();
    Limits limits = new Limits(Samples.bytes(100), Samples.bytes(1000), Samples.bytes(50), quota);
    ObjectIntake intake = new ObjectIntake(store, store, ledger, new CommitFlag());
    open = new OpenUploadService(faults, faultyStore, ids, limits, Samples.RETENTION);
    direct =
        new StoreFileService(
            faults, new InDoubtCommit(ledger, ledger), intake, ids, limits, Samples.RETENTION);
  }

  static OpenCommand open(String name) {
    return new OpenCommand(
        Samples.ALICE, new FileName(name), ContentType.OCTET_STREAM, Declaration.NONE);
  }

  static StoreCommand store(String name, String content) {
    return store(name, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }

  static StoreCommand store(String name, InputStream content) {
    return new StoreCommand(Samples.ALICE, new FileName(name), ContentType.OCTET_STREAM, content);
  }

  List<StoredFile> files(Owner owner) {
    return ledger.list(owner, new FileQuery(100, Optional.empty(), Optional.empty()));
  }

  /** Every object in the store is part of a file. */
  boolean holdsNothingElse() {
    return store.keys().stream().allMatch(this::isLive);
  }

  private boolean isLive(ObjectKey key) {
    return ledger.resolve(key) == CommitStatus.LIVE;
  }
}
