package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.CompactFiles;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.testkit.Race;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Nodes that share a database and a bucket, and no disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectStoreTest {

  private static final int MOST_RETRIES = 60;
  private static final String BUCKET = "chunks";
  private static final String ID = "AKIDTEST";
  private static final String SECRET = "not-a-secret";

  private final Path noDirectory = TestService.newDataDirectory().resolve("none");
  private final Sql database = Sql.newDatabase();
  private final WaitingObjects objects = new WaitingObjects();
  private S3Proxy store;

  @BeforeAll
  void startTheStore() throws Exception {
    objects.createContainer(BUCKET);
    store = started(0);
    // Where the SDK looks first.
    System.setProperty("aws.accessKeyId", ID);
    System.setProperty("aws.secretAccessKey", SECRET);
  }

  private S3Proxy started(int port) throws Exception {
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, ID, SECRET)
            .build();
    proxy.start();
    return proxy;
  }

  @AfterAll
  void stopTheStore() throws Exception {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    store.stop();
  }

  @Test
  void aFileGoesOnAtAnotherNodeAndSurvivesTheRestartOfBoth() throws Exception {
    byte[] large = Bytes.patterned(3_000_000);
    String id;
    try (InProcessService one = node();
        InProcessService other = node()) {
      id = caller(one).openWith(large);
      caller(other).append(id, Bytes.utf8("and")).is(200).has("size", large.length + 3);
      caller(one).append(id, Bytes.utf8("more")).is(200);
    }
    try (InProcessService again = node()) {
      byte[] whole = caller(again).bytes(id);
      assertThat(Bytes.cut(whole, 0, large.length)).isEqualTo(large);
      assertThat(Bytes.cut(whole, large.length, whole.length)).asString().isEqualTo("andmore");
      assertThat(readiness(again)).isEqualTo(200);
    }
    assertThat(noDirectory).doesNotExist();
  }

  @Test
  void chunksThatComeTogetherAreReadEachForItself() {
    try (InProcessService one = node()) {
      List<String> ids =
          Race.run(
              24,
              lane -> {
                String id = caller(one).open();
                for (int i = 0; i < 4; i++) {
                  caller(one).append(id, chunk(lane, i)).is(200);
                }
                return id;
              });
      for (int lane = 0; lane < ids.size(); lane++) {
        List<byte[]> chunks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          chunks.add(chunk(lane, i));
        }
        assertThat(caller(one).bytes(ids.get(lane))).isEqualTo(joined(chunks));
      }
    }
  }

  @Test
  void whoRetriesSeesNothingOfNodesThatAreRestartedInTurn() throws Exception {
    List<InProcessService> nodes = new ArrayList<>(List.of(node(), node()));
    RetryingClient client =
        new RetryingClient(nodes.stream().map(ObjectStoreTest::caller).toList());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean enough = new AtomicBoolean();
      List<Future<Integer>> uploads = new ArrayList<>();
      for (int lane = 0; lane < 6; lane++) {
        int number = lane;
        uploads.add(threads.submit(() -> uploadUntil(enough::get, client, number)));
      }
      try {
        for (int round = 0; round < 6; round++) {
          int restarted = round % 2;
          client.awaitAnswers(50);
          nodes.get(restarted).close();
          client.awaitAnswers(50);
          nodes.set(restarted, node());
          client.use(restarted, caller(nodes.get(restarted)));
        }
        client.awaitAnswers(50);
      } finally {
        enough.set(true);
      }
      assertThat(uploads).allSatisfy(upload -> assertThat(upload.get()).isPositive());
      assertThat(client.retries()).as("requests that met a node that stopped").isPositive();
    } finally {
      nodes.forEach(InProcessService::close);
    }
  }

  /** Uploads one file after the other; gives how many. */
  private static int uploadUntil(BooleanSupplier enough, RetryingClient client, int lane) {
    int files = 0;
    while (!enough.getAsBoolean()) {
      String id =
          client
              .call(lane, caller -> caller.post("/uploads", Json.of("filename", "a file.bin")))
              .is(201)
              .fileId();
      List<byte[]> chunks = new ArrayList<>();
      long size = 0;
      for (int i = 0; i < 8; i++) {
        byte[] chunk = chunk(lane, i);
        long offset = size;
        size += chunk.length;
        client
            .call(lane + i, caller -> caller.append(id, chunk, "offset", offset))
            .is(200)
            .has("size", size);
        chunks.add(chunk);
      }
      client.call(lane, caller -> caller.post("/uploads/" + id + "/complete", "{}")).is(200);
      byte[] content = client.call(lane + 1, caller -> caller.content(id)).is(200).bytes();
      assertThat(content).isEqualTo(joined(chunks));
      files++;
    }
    return files;
  }

  @Test
  void aStoreThatIsNotThereIsToldAtTheStart() {
    assertThatThrownBy(() -> nodeOn("s3://other/x"))
        .hasStackTraceContaining("s3://other/x cannot be used: there is no such bucket");
  }

  @Test
  void whileTheStoreIsAwayTheServiceSaysSoAndGoesOnAfterwards() throws Exception {
    try (InProcessService one = node()) {
      String id = caller(one).openWith(Bytes.utf8("before,"));
      int port = store.getPort();
      store.stop();
      try {
        caller(one).append(id, Bytes.utf8("during")).is(503);
        Await.until("readiness is red", Duration.ofSeconds(60), () -> readiness(one) == 503);
      } finally {
        store = started(port);
      }

      caller(one).append(id, Bytes.utf8("after")).is(200);
      assertThat(caller(one).bytes(id)).asString().isEqualTo("before,after");
    }
  }

  @Test
  void fiftyConnectionsSendTheLargestChunksAtOnceToAServiceOf64Megabytes() throws Exception {
    byte[] chunk = Bytes.patterned(5_242_880);
    byte[] body = Bytes.utf8(Json.data(chunk));
    try (ServiceProcess service = serviceOf64Megabytes("s3://" + BUCKET + "/small")) {
      Caller alice = service.caller(TestService.ALICE);
      List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        HttpRequest.Builder append = alice.json("/uploads/" + alice.open());
        sent.add(
            Caller.CLIENT.sendAsync(
                append.PUT(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofByteArray()));
      }
      for (CompletableFuture<HttpResponse<byte[]>> answer : sent) {
        String id = Answer.of(answer.join()).is(200).has("size", chunk.length).fileId();
        assertThat(Bytes.sha256(alice.bytes(id))).isEqualTo(Bytes.sha256(chunk));
      }
      assertThat(service.errors()).doesNotContain("OutOfMemory", "ERROR");
      assertThat(service.isAlive()).isTrue();
    }
  }

  @Test
  void theNextChunkIsAskedForWhileTheOneBeforeIsOnItsWay() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    objects.beforeGet = () -> awaited(both);
    try (InProcessService one = node()) {
      byte[] first = Bytes.patterned(200_000);
      byte[] second = Bytes.patterned(100_000);
      String id = caller(one).openWith(first, second);

      assertThat(caller(one).bytes(id)).isEqualTo(joined(List.of(first, second)));
    } finally {
      objects.beforeGet = () -> {};
    }
  }

  @Test
  void whatWasReadIsReadFromTheNodesOwnDisk() throws Exception {
    byte[][] chunks = {Bytes.patterned(3_000_000), Bytes.patterned(70_000), Bytes.utf8("end")};
    Path directory = TestService.newDataDirectory();
    try (InProcessService one =
        nodeOn("s3://" + BUCKET + "/read", "--data-dir=" + directory, "--read-cache=64MiB")) {
      String id = caller(one).openWith(chunks);
      byte[] whole = joined(List.of(chunks));
      assertThat(caller(one).bytes(id)).isEqualTo(whole);
      objects.beforeGet = () -> Assertions.fail("read from the store");
      try {
        assertThat(caller(one).bytes(id)).isEqualTo(whole);
      } finally {
        objects.beforeGet = () -> {};
      }
      assertThat(new String(caller(one).get("/metrics").bytes(), StandardCharsets.UTF_8))
          .contains(
              "piecemeal_read_cache_reads_total{outcome=\"hit\"} 3.0",
              "piecemeal_read_cache_reads_total{outcome=\"miss\"} 3.0",
              "piecemeal_read_cache_bytes " + (double) whole.length);
    }
  }

  @Test
  void aFolderThatAnotherProcessHasIsToldAtTheStart() {
    Path directory = TestService.newDataDirectory();
    String[] options = {"--data-dir=" + directory, "--read-cache=1MiB"};
    try (InProcessService _ = nodeOn("s3://" + BUCKET + "/read", options)) {
      assertThatThrownBy(() -> nodeOn("s3://" + BUCKET + "/read", options))
          .hasStackTraceContaining("read-cache")
          .hasStackTraceContaining("see PIECEMEAL_READ_CACHE");
    }
  }

  private static void awaited(CountDownLatch latch) {
    latch.countDown();
    try {
      assertThat(latch.await(3, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLargeChunkAmongSmallOnesIsCopiedInTheStoreWhenTheyBecomeOneObject() throws Exception {
    byte[][] chunks = new byte[20][];
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = Bytes.patterned(i == 0 ? 5_242_880 : 1_000 + i);
    }
    try (InProcessService one = node()) {
      String id = caller(one).openWith(chunks);
      caller(one).post("/uploads/" + id + "/complete", "{}").is(200);
      CompactFiles compact = one.bean(CompactFiles.class);
      // The node's own job may be at it.
      Await.until(
          "it is one object",
          Duration.ofMinutes(2),
          () -> {
            CompactFiles.Step _ = compact.compact(Pace.UNLIMITED);
            return caller(one).get("/uploads/" + id + "/chunks").is(200).data().size() == 1;
          });
      assertThat(caller(one).bytes(id)).isEqualTo(joined(List.of(chunks)));
    }
  }

  @Test
  void eightyDownloadsOfManyChunksLeaveAServiceOf64MegabytesAlive() throws Exception {
    byte[] large = Bytes.patterned(16 * 262_144);
    byte[] small = Bytes.patterned(16 * 70_000);
    try (ServiceProcess service = serviceOf64Megabytes("s3://" + BUCKET + "/downloads")) {
      Caller alice = service.caller(TestService.ALICE);
      HttpRequest largeOne = content(alice, openedInSixteen(alice, large));
      HttpRequest smallOne = content(alice, openedInSixteen(alice, small));
      // Those who do not read what they asked for hold what they have.
      List<InputStream> stalled = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        HttpResponse<InputStream> answer =
            Caller.CLIENT.send(largeOne, BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        stalled.add(answer.body());
      }
      List<CompletableFuture<HttpResponse<byte[]>>> read = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        read.add(Caller.CLIENT.sendAsync(smallOne, BodyHandlers.ofByteArray()));
      }
      for (CompletableFuture<HttpResponse<byte[]>> answer : read) {
        HttpResponse<byte[]> whole = answer.join();
        // A slow machine gives the owner's connections of the database to others first.
        for (int again = 0; whole.statusCode() == 503 && again < MOST_RETRIES; again++) {
          whole = Caller.CLIENT.send(smallOne, BodyHandlers.ofByteArray());
        }
        assertThat(whole.statusCode()).as(service.errors()).isEqualTo(200);
        assertThat(Bytes.sha256(whole.body())).isEqualTo(Bytes.sha256(small));
      }
      assertThat(Bytes.sha256(stalled.getFirst().readAllBytes())).isEqualTo(Bytes.sha256(large));
      for (InputStream in : stalled) {
        in.close();
      }
      assertThat(service.errors()).doesNotContain("OutOfMemory", "ERROR");
      assertThat(service.isAlive()).isTrue();
    }
  }

  private static String openedInSixteen(Caller caller, byte[] whole) {
    int length = whole.length / 16;
    byte[][] chunks = new byte[16][];
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = Bytes.cut(whole, i * length, (i + 1) * length);
    }
    return caller.openWith(chunks);
  }

  private static HttpRequest content(Caller caller, String id) {
    return caller.request("/files/" + id + "/content").build();
  }

  private ServiceProcess serviceOf64Megabytes(String bucket) throws Exception {
    Map<String, String> environment = new HashMap<>(database.environment(TestService.KEYS));
    environment.put("PIECEMEAL_JAVA_OPTS", "-Xmx64m");
    environment.put("AWS_ACCESS_KEY_ID", ID);
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
    String[] options = inBucket(bucket).toArray(String[]::new);
    return ServiceProcess.start(TestService.newDataDirectory(), environment, options);
  }

  /** Lets a test do something before an object is read. */
  private static final class WaitingObjects extends ForwardingBlobStore {

    private volatile Runnable beforeGet = () -> {};

    WaitingObjects() {
      super(new TransientNio2BlobStore());
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
      if (request.key().contains("/objects/")) {
        beforeGet.run();
      }
      return super.getBlob(request);
    }
  }

  private InProcessService node() {
    return nodeOn("s3://" + BUCKET + "/a/prefix");
  }

  private InProcessService nodeOn(String bucket) {
    return nodeOn(bucket, "--data-dir=" + noDirectory);
  }

  private InProcessService nodeOn(String bucket, String... more) {
    List<String> options = new ArrayList<>(inBucket(bucket));
    options.addAll(List.of("--port=0", "--database-url=" + database.jdbcUrl()));
    options.addAll(List.of(more));
    return InProcessService.start(options, database.environment(TestService.KEYS));
  }

  private List<String> inBucket(String bucket) {
    return List.of(
        // Else short chunks that come alone would be in the database.
        "--inline-chunk=0",
        "--chunk-store=" + bucket,
        "--s3-endpoint=http://127.0.0.1:" + store.getPort(),
        "--s3-path-style=true");
  }

  private static Caller caller(InProcessService node) {
    return new Caller(node.port(), TestService.ALICE);
  }

  private static int readiness(InProcessService node) throws Exception {
    HttpRequest ready = caller(node).anonymous("/health/ready").build();
    return Caller.CLIENT.send(ready, BodyHandlers.discarding()).statusCode();
  }

  private static byte[] chunk(int lane, int number) {
    return Bytes.utf8("%d %d;".formatted(lane, number).repeat(500));
  }

  private static byte[] joined(List<byte[]> chunks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    chunks.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
