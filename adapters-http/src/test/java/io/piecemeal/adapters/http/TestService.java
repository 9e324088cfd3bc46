package io.piecemeal.adapters.http;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import io.piecemeal.application.access.ManageOwnersService;
import io.piecemeal.application.access.OwnQuotas;
import io.piecemeal.application.access.OwnScanPolicies;
import io.piecemeal.application.file.AwaitChangeService;
import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.DeleteFileService;
import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.file.FileDigests;
import io.piecemeal.application.file.ListChunksService;
import io.piecemeal.application.file.ListFilesService;
import io.piecemeal.application.file.ReadContentService;
import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.application.upkeep.WatchHighWaterService;
import io.piecemeal.application.upload.AppendChunkService;
import io.piecemeal.application.upload.ChunkHomes;
import io.piecemeal.application.upload.CompleteUploadService;
import io.piecemeal.application.upload.InDoubtCommit;
import io.piecemeal.application.upload.JoinPartsService;
import io.piecemeal.application.upload.OpenUploadService;
import io.piecemeal.application.upload.RewindUploadService;
import io.piecemeal.application.upload.StoreFileService;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Credential;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.DigestTurns;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Permission;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.ScanPolicies;
import io.piecemeal.domain.upload.ScanPolicy;
import io.piecemeal.http.server.access.AccessLines;
import io.piecemeal.http.server.address.AllowedHosts;
import io.piecemeal.http.server.address.PublicUrl;
import io.piecemeal.http.server.address.TrustedProxies;
import io.piecemeal.http.server.guard.RequestGuards;
import io.piecemeal.http.server.netty.AllowedOrigins;
import io.piecemeal.http.server.netty.ConnectionLimits;
import io.piecemeal.http.server.netty.PageOrigins;
import io.piecemeal.http.server.problem.SignOn;
import io.piecemeal.testkit.InMemoryChunkStore;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.InMemoryStoreMark;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** This API at a port of its own, on the real use cases, and these on fakes. */
public final class TestService implements AutoCloseable {

  /** Keys are named like their owners; this one may only read what Alice has. */
  public static final String READER = "reader";

  private final ApplicationContext context;
  private final EmbeddedServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  public TestService() {
    context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .environmentPropertySource(false)
            .properties(
                Map.of(
                    "micronaut.server.port",
                    -1,
                    "micronaut.server.host",
                    "127.0.0.1",
                    "micronaut.security.reject-not-found",
                    false,
                    "micronaut.serde.serialization.inclusion",
                    "NON_NULL",
                    "endpoints.all.enabled",
                    false))
            .singletons(ofServer())
            .singletons(useCases())
            .start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  /** What settings say elsewhere. */
  private Object[] ofServer() {
    Authenticate keys = TestService::caller;
    Authorize scopes = (caller, scope, _) -> Permission.require(caller, scope);
    PublicUrl url = () -> URI.create("https://files.example.org");
    Duration patience = Duration.ofMinutes(1);
    return new Object[] {
      keys,
      scopes,
      url,
      new RequestGuards(OptionalInt.empty(), 10, ByteCount.ZERO, patience),
      new SignOn.Issuers(Optional.empty()),
      new AllowedHosts(Set.of()),
      new PageOrigins(new AllowedOrigins(Set.of()), Optional.empty()),
      TrustedProxies.in(List.of()),
      new ConnectionLimits(100, 100, 100, patience, patience),
      AccessLines.LEFT_OUT
    };
  }

  private static Optional<Caller> caller(String key) {
    return switch (key) {
      case "alice", "bob" ->
          Optional.of(new Caller(new Owner(key), new Credential.FixedKey(), Scope.OF_FILES));
      case READER ->
          Optional.of(new Caller(Samples.ALICE, new Credential.FixedKey(), Set.of(Scope.READ)));
      default -> Optional.empty();
    };
  }

  /** Chunks of at most 1000 bytes, files of 2500. */
  private static Object[] useCases() {
    Limits limits = new Limits(new ByteCount(1000), new ByteCount(2500), new ByteCount(3000));
    TestClock clock = new TestClock();
    InMemoryFileLedger rows = new InMemoryFileLedger(clock);
    InMemoryChunkStore objects = new InMemoryChunkStore(clock);
    SequentialIds ids = new SequentialIds();
    CommitFlag commits = new CommitFlag();
    ObjectIntake intake = new ObjectIntake(objects, objects, rows, commits);
    InDoubtCommit inDoubt = new InDoubtCommit(rows, rows);
    FileBytes bytes = new FileBytes(rows, objects, rows);
    FileDigests digests = new FileDigests(bytes, DigestTurns.of(4));
    var open = new OpenUploadService(rows, objects, ids, limits, Samples.RETENTION);
    var complete = new CompleteUploadService(rows, rows, digests);
    var delete = new DeleteFileService(rows, rows);
    var highWater = new WatchHighWaterService(rows.mark(), new InMemoryStoreMark(), commits);
    return new Object[] {
      limits,
      Samples.RETENTION,
      open,
      complete,
      delete,
      new AppendChunkService(
          rows,
          rows,
          inDoubt,
          intake,
          bytes,
          digests,
          limits,
          Samples.RETENTION,
          new ChunkHomes(ids, ChunkHomes.Longest.NONE)),
      new StoreFileService(rows, inDoubt, intake, ids, limits, Samples.RETENTION),
      new JoinPartsService(rows, rows, open, delete, limits, Samples.RETENTION, digests, complete),
      new RewindUploadService(rows, rows),
      new AwaitChangeService(rows, _ -> true),
      new ListFilesService(rows),
      new ListChunksService(rows),
      new ReadContentService(rows, bytes, new DamageRegister(rows, highWater), ScanPolicies.NOBODY),
      new ManageOwnersService(
          rows.owners(),
          new OwnQuotas(rows.owners(), Quota.NONE),
          rows.scans(),
          new OwnScanPolicies(rows.scans(), ScanPolicy.NONE))
    };
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** What a caller got. */
  public record Answer(int status, Map<String, Object> members, HttpResponse<byte[]> response) {

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** Sends JSON, or no body where it is empty. */
  public Answer call(String key, String method, String path, String json) {
    return call(key, method, path, json, "Content-Type", "application/json");
  }

  public Answer call(String key, String method, String path, String body, String... headers) {
    HttpRequest request =
        HttpRequest.newBuilder(server.getURI().resolve(path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .headers(headers)
            .header("Authorization", "Bearer " + key)
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      boolean json =
          response.headers().firstValue("Content-Type").orElse("").contains("json")
              && response.body().length > 0;
      return new Answer(
          response.statusCode(),
          json
              ? bean(JsonMapper.class)
                  .readValue(response.body(), Argument.mapOf(String.class, Object.class))
              : Map.of(),
          response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }
}
