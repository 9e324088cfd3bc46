package io.piecemeal.application.scene;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.piecemeal.application.access.IssuedTickets;
import io.piecemeal.application.access.RedeemTicketService;
import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.DeleteFileService;
import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.file.FileDigests;
import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.file.ListChunksService;
import io.piecemeal.application.file.ListFilesService;
import io.piecemeal.application.file.ReadContentService;
import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.object.Digests;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.RewindUpload.RewindCommand;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.upkeep.WatchHighWaterService;
import io.piecemeal.application.upload.AppendChunkService;
import io.piecemeal.application.upload.AppendStreamService;
import io.piecemeal.application.upload.ChunkHomes;
import io.piecemeal.application.upload.CompleteUploadService;
import io.piecemeal.application.upload.DeclareSizeService;
import io.piecemeal.application.upload.InDoubtCommit;
import io.piecemeal.application.upload.JoinPartsService;
import io.piecemeal.application.upload.OpenUploadService;
import io.piecemeal.application.upload.RewindUploadService;
import io.piecemeal.application.upload.StoreFileService;
import io.piecemeal.application.upload.StorePartService;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.DigestTurns;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.ScanPolicies;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.FaultyChunkStore;
import io.piecemeal.testkit.FaultyCompactions;
import io.piecemeal.testkit.FaultyFileLedger;
import io.piecemeal.testkit.InMemoryChunkStore;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.InMemoryStoreMark;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The use cases upon fakes, the means to break those, and short words for what Alice does. */
public final class Scene {

  public static final FileName NAME = new FileName("a.txt");

  public static final Duration TICKET_LIFETIME = Duration.ofMinutes(10);

  public final TestClock clock = new TestClock();
  public final InMemoryFileLedger rows = new InMemoryFileLedger(clock);
  public final SteppedFileCatalog looks = new SteppedFileCatalog(rows);
  public final FaultyFileLedger ledger = new FaultyFileLedger(rows, looks, rows);
  public final FaultyCompactions compactions = new FaultyCompactions(rows);
  public final InMemoryChunkStore objects = new InMemoryChunkStore(clock);
  public final ObservedChunkStore observed = new ObservedChunkStore(objects);
  public final FaultyChunkStore store = new FaultyChunkStore(observed);
  public final SequentialIds ids = new SequentialIds();
  public final CommitFlag commits = new CommitFlag();
  public final InMemoryStoreMark storeMark = new InMemoryStoreMark();
  public final WatchHighWater highWater =
      new WatchHighWaterService(rows.mark(), storeMark, commits);
  public final ObjectIntake intake = new ObjectIntake(store, store, ledger, commits);
  public final DamageRegister damages = new DamageRegister(rows, highWater);
  public final FileBytes bytes = new FileBytes(ledger, store, rows);
  public final FileDigests digests = new FileDigests(bytes, DigestTurns.of(4));

  /** What callers say of the length of their bodies. */
  private Optional<ByteCount> announced = Optional.empty();

  public final OpenUploadService openUpload;
  public final AppendChunkService appendChunk;
  public final StoreFileService storeFile;
  public final StorePartService storePart;
  public final JoinPartsService joinParts;
  public final AppendStreamService appendStream;
  public final DeclareSizeService declareSize;
  public final IssuedTickets tickets = new IssuedTickets(ledger, rows, store, ids, TICKET_LIFETIME);
  public final RedeemTicketService redeemTicket;
  public final CompleteUploadService completeUpload =
      new CompleteUploadService(ledger, ledger, digests);
  public final RewindUploadService rewindUpload = new RewindUploadService(ledger, ledger);
  public final DeleteFileService deleteFile = new DeleteFileService(ledger, ledger);
  public final ReadContentService readContent =
      new ReadContentService(ledger, bytes, damages, ScanPolicies.NOBODY);
  public final ListChunksService listChunks = new ListChunksService(ledger);
  public final ListFilesService listFiles = new ListFilesService(rows);
  public final FileLookup knownFiles = new FileLookup(ledger);

  public Scene() {
    this(Limits.DEFAULT);
  }

  public Scene(Limits limits) {
    this(limits, ChunkHomes.Longest.NONE);
  }

  /** One in which the ledger keeps chunks of up to these lengths. */
  public Scene(ChunkHomes.Longest inline) {
    this(Limits.DEFAULT, inline);
  }

  private Scene(Limits limits, ChunkHomes.Longest inline) {
    openUpload = new OpenUploadService(ledger, store, ids, limits, RETENTION);
    appendChunk =
        new AppendChunkService(
            ledger,
            ledger,
            new InDoubtCommit(ledger, ledger),
            intake,
            bytes,
            digests,
            limits,
            RETENTION,
            new ChunkHomes(ids, inline));
    redeemTicket = new RedeemTicketService(tickets, appendChunk, completeUpload, limits, clock);
    storeFile =
        new StoreFileService(
            ledger, new InDoubtCommit(ledger, ledger), intake, ids, limits, RETENTION);
    storePart = new StorePartService(ledger, openUpload, storeFile);
    joinParts =
        new JoinPartsService(
            ledger, rows, openUpload, deleteFile, limits, RETENTION, digests, completeUpload);
    appendStream =
        new AppendStreamService(ledger, appendChunk, storePart, joinParts, deleteFile, limits);
    declareSize = new DeclareSizeService(ledger, rows, completeUpload, limits);
  }

  /** From now on bodies are announced as so long, whatever they are. */
  public Scene announcing(long bytes) {
    announced = Optional.of(new ByteCount(bytes));
    return this;
  }

  public StoredFile open() {
    return open(Declaration.NONE);
  }

  public StoredFile open(Declaration declared) {
    return openUpload.open(new OpenCommand(ALICE, NAME, ContentType.OCTET_STREAM, declared));
  }

  public StoredFile openDeclaring(long size) {
    return open(new Declaration(Optional.of(new ByteCount(size)), Optional.empty()));
  }

  public StoredFile openDeclaring(Sha256 digest) {
    return open(new Declaration(Optional.empty(), Optional.of(digest)));
  }

  /** A file with a chunk for each text. */
  public StoredFile filled(String... texts) {
    StoredFile file = open();
    for (String text : texts) {
      file = append(file, text).file();
    }
    return file;
  }

  public Appended append(StoredFile file, String text) {
    return append(file, TestBody.of(text));
  }

  /** For bodies that do not break. */
  public Appended append(StoredFile file, ChunkBody body) {
    try {
      return send(file, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Appended send(StoredFile file, ChunkBody body) throws IOException {
    return appendChunk.append(new AppendCommand(ALICE, file.id(), body, announced));
  }

  public StoredFile complete(StoredFile file) {
    return completeUpload.complete(
        new CompleteCommand(ALICE, file.id(), Optional.empty(), Optional.empty()));
  }

  public StoredFile rewind(StoredFile file, long toSize, long ifSize) {
    return rewindUpload.rewind(
        new RewindCommand(ALICE, file.id(), new ByteCount(toSize), new ByteCount(ifSize)));
  }

  public void delete(StoredFile file) {
    deleteFile.delete(ALICE, file.id());
  }

  /** The file as it is now. */
  public StoredFile now(StoredFile file) {
    return knownFiles.find(ALICE, file.id());
  }

  public List<Chunk> chunks(StoredFile file) {
    return rows.chunks(now(file), ByteCount.ZERO, Integer.MAX_VALUE).orElseThrow();
  }

  public List<ObjectKey> keys(StoredFile file) {
    return chunks(file).stream().map(Chunk::key).toList();
  }

  /** What the file holds now, readable or not. */
  public String content(StoredFile file) {
    return new String(bytesOf(file), UTF_8);
  }

  public byte[] bytesOf(StoredFile file) {
    StoredFile current = now(file);
    try (InputStream in = bytes.open(current, new ByteRange(ByteCount.ZERO, current.size()))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Sha256 sha256(String text) {
    return Digests.sha256(text);
  }
}
