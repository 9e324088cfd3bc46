package io.piecemeal.adapters.mcp.tool;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.elicit.PersonFiles;
import io.piecemeal.adapters.mcp.elicit.RequestStates;
import io.piecemeal.adapters.mcp.lines.HeldLines;
import io.piecemeal.adapters.mcp.lines.LineAppend;
import io.piecemeal.adapters.mcp.resource.FileCompletions;
import io.piecemeal.adapters.mcp.resource.FileResources;
import io.piecemeal.adapters.mcp.ticket.DownloadAuthorization;
import io.piecemeal.adapters.mcp.ticket.UploadAuthorization;
import io.piecemeal.adapters.mcp.transfer.FileAddresses;
import io.piecemeal.adapters.mcp.transfer.FileTransfers;
import io.piecemeal.application.access.IssuedDownloads;
import io.piecemeal.application.access.IssuedTickets;
import io.piecemeal.application.file.AwaitChangeService;
import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.DeleteFileService;
import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.file.FileDigests;
import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.file.FindByDigestService;
import io.piecemeal.application.file.ListFilesService;
import io.piecemeal.application.file.ReadContentService;
import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.upkeep.WatchHighWaterService;
import io.piecemeal.application.upload.AppendChunkService;
import io.piecemeal.application.upload.ChunkHomes;
import io.piecemeal.application.upload.CompleteUploadService;
import io.piecemeal.application.upload.ImportFileService;
import io.piecemeal.application.upload.InDoubtCommit;
import io.piecemeal.application.upload.OpenUploadService;
import io.piecemeal.application.upload.RewindUploadService;
import io.piecemeal.application.upload.StoreFileService;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.DigestTurns;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Permission;
import io.piecemeal.domain.upload.ScanPolicies;
import io.piecemeal.http.server.address.TicketUrls;
import io.piecemeal.http.server.guard.RequestGuards;
import io.piecemeal.http.server.guard.UploadBulkhead;
import io.piecemeal.http.server.metrics.ChunkCounts;
import io.piecemeal.http.server.metrics.ToolErrorCounts;
import io.piecemeal.testkit.FaultyFileLedger;
import io.piecemeal.testkit.InMemoryChunkStore;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.InMemoryRemoteSource;
import io.piecemeal.testkit.InMemoryStoreMark;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The tools on the real use cases, and these on fakes. */
public final class TestTools {

  /** Chunks of at most 1000 bytes, files of 2500. */
  public static final Limits SMALL =
      new Limits(new ByteCount(1000), new ByteCount(2500), new ByteCount(3000));

  public final TestClock clock = new TestClock();
  private final InMemoryFileLedger rows = new InMemoryFileLedger(clock);
  private final InMemoryChunkStore objects = new InMemoryChunkStore(clock);
  private final FileBytes bytes;
  private final DamageRegister damages;

  /** Breaks on demand. */
  public final FaultyFileLedger ledger = new FaultyFileLedger(rows, rows, rows);

  /** What {@code upload_from_url} fetches. */
  public final InMemoryRemoteSource source = new InMemoryRemoteSource();

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final ChunkCounts counts = new ChunkCounts(meters, List.of(new McpFacts()));

  public final ToolErrorCounts errors = new ToolErrorCounts(meters);

  public final IssuedTickets tickets;

  /** What others use beside the tools. */
  public final AppendChunkService append;

  public final RewindUploadService rewind;

  public final Tools tools;

  public final FileTransfers transfers;

  /** Where clients reach the service. */
  public URI publicUrl = URI.create("https://files.example.org");

  public TestTools(Limits limits) {
    CommitFlag commits = new CommitFlag();
    WatchHighWater highWater =
        new WatchHighWaterService(rows.mark(), new InMemoryStoreMark(), commits);
    SequentialIds ids = new SequentialIds();
    bytes = new FileBytes(ledger, objects, rows);
    FileDigests digests = new FileDigests(bytes, DigestTurns.of(4));
    damages = new DamageRegister(rows, highWater);
    var open = new OpenUploadService(ledger, objects, ids, limits, Samples.RETENTION);
    append =
        new AppendChunkService(
            ledger,
            ledger,
            new InDoubtCommit(ledger, ledger),
            new ObjectIntake(objects, objects, ledger, commits),
            bytes,
            digests,
            limits,
            Samples.RETENTION,
            new ChunkHomes(ids, ChunkHomes.Longest.NONE));
    var complete = new CompleteUploadService(ledger, ledger, digests);
    var store =
        new StoreFileService(
            ledger,
            new InDoubtCommit(ledger, ledger),
            new ObjectIntake(objects, objects, ledger, commits),
            ids,
            limits,
            Samples.RETENTION);
    rewind = new RewindUploadService(ledger, ledger);
    var delete = new DeleteFileService(ledger, ledger);
    UploadBulkhead slots =
        new UploadBulkhead(
            new RequestGuards(OptionalInt.empty(), 10, ByteCount.ZERO, Duration.ofMinutes(1)));
    HeldLines held = new HeldLines();
    LineAppend lines = new LineAppend(new FileLookup(ledger), held, limits);
    FileView facts = new FileView(limits);
    tickets = new IssuedTickets(ledger, rows, objects, ids, Duration.ofHours(1));
    var changes = new AwaitChangeService(ledger, time -> true);
    TicketUrls urls = new TicketUrls(() -> publicUrl);
    FileAddresses addresses = new FileAddresses(() -> publicUrl);
    IssuedDownloads downloads =
        new IssuedDownloads(ledger, rows.downloads(), read(), objects, ids, Duration.ofHours(1));
    tools =
        new Tools(
            new UploadCreate(open, open, facts),
            new UploadAppend(append, lines, slots, facts, counts),
            new UploadText(open, open, append, complete, delete, slots, limits, facts, counts),
            new UploadMany(
                store,
                delete,
                new FindByDigestService(rows, clock, Samples.RETENTION),
                slots,
                counts),
            new UploadTicket(tickets, new UploadAuthorization(urls), facts),
            new UploadFromPerson(
                open,
                tickets,
                new PersonFiles(changes, tickets, delete),
                RequestStates.under(new byte[RequestStates.KEY_BYTES], clock),
                urls,
                new UploadAuthorization(urls),
                facts),
            new UploadStatus(changes, facts),
            new UploadComplete(complete, facts),
            new UploadRewind(rewind, held, facts),
            new UploadCancel(delete, facts),
            new FileList(new ListFilesService(rows)),
            new FileRead(read()),
            new FileTicket(downloads, new DownloadAuthorization(urls)),
            Optional.of(
                new UploadFromUrl(
                    new ImportFileService(
                        ledger,
                        append,
                        source,
                        limits,
                        4,
                        Duration.ofMinutes(1),
                        _ -> true,
                        System::nanoTime),
                    open,
                    delete,
                    facts)),
            Optional.of(
                new UploadFile(store, new FileLookup(ledger), addresses, slots, counts, facts)));
    transfers =
        new FileTransfers(
            open,
            delete,
            tickets,
            downloads,
            (caller, scope, _) -> Permission.require(caller, scope),
            urls,
            addresses);
  }

  private ReadContent read() {
    return new ReadContentService(ledger, bytes, damages, ScanPolicies.NOBODY);
  }

  /** The same files as resources. */
  public FileResources resources() {
    return new FileResources(
        new ListFilesService(rows),
        read(),
        (caller, scope, _) -> Permission.require(caller, scope));
  }

  public FileCompletions completions() {
    return new FileCompletions(
        new ListFilesService(rows), (caller, scope, _) -> Permission.require(caller, scope));
  }
}
