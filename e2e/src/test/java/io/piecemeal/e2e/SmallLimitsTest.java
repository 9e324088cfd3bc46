package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A service whose limits were set low. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallLimitsTest {

  private InProcessService service = TestService.service();
  private Caller alice = Caller.alice();

  @BeforeAll
  void start() {
    service =
        TestService.beside(
            "--max-chunk=1000",
            "--max-file=2500",
            "--max-direct=3000",
            "--retention=2h",
            "--max-lifetime=3h");
    alice = new Caller(service.port(), TestService.ALICE);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void limitsAreTold() {
    alice
        .get("/limits")
        .is(200)
        .has("max_chunk_bytes", 1000)
        .has("recommended_chunk_bytes", 1000)
        .has("max_file_bytes", 2500)
        .has("max_direct_upload_bytes", 3000)
        .has("retention_seconds", 7200)
        .has("max_lifetime_seconds", 10800);
  }

  @Test
  void directUploadOfExactlyTheLimitIsStored() {
    byte[] bytes = Bytes.patterned(3000);
    String id = alice.store(Multipart.TYPE, Multipart.of("full", bytes)).is(201).fileId();
    assertThat(alice.bytes(id)).isEqualTo(bytes);
  }

  @Test
  void directUploadOfOneByteMoreIsRefusedAndNothingOfItStays() {
    var objects = ObjectsOnDisk.ofTestService();
    alice
        .store(Multipart.TYPE, Multipart.of("over", Bytes.patterned(3001)))
        .isProblem(413, "file-too-large")
        .has("max_file_bytes", 3000);
    assertThat(ObjectsOnDisk.ofTestService()).isSubsetOf(objects);
  }

  @Test
  void chunkOfExactlyTheLimitIsStoredAndOneByteMoreIsNot() {
    String id = alice.openWith(Bytes.patterned(1000));
    alice
        .append(id, Bytes.patterned(1001))
        .isProblem(413, "chunk-too-large")
        .has("max_chunk_bytes", 1000);
    alice.find(id).has("size", 1000);
  }

  @Test
  void fileOfExactlyTheLimitIsStoredAndOneByteMoreIsNot() {
    byte[] chunk = Bytes.patterned(1000);
    String id = alice.openWith(chunk, chunk);
    alice
        .append(id, Bytes.patterned(501))
        .isProblem(413, "file-too-large")
        .has("max_file_bytes", 2500)
        .has("current_size", 2000);
    alice.append(id, Bytes.patterned(500)).is(200).has("size", 2500);
  }

  @Test
  void otherServiceWithOtherLimitsHasTheSameFiles() {
    String id = alice.openWith(Bytes.utf8("from here"));
    assertThat(Caller.alice().bytes(id)).asString().isEqualTo("from here");
  }
}
