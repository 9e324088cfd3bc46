package io.piecemeal.adapters.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.scan.ManageScansService;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.TestClock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators do about the scans of files. */
final class ScansControllerTest {

  private final InMemoryFileLedger ledger = new InMemoryFileLedger(new TestClock());
  private final AtomicInteger told = new AtomicInteger();
  private final ScansController scans =
      new ScansController(new ManageScansService(ledger.scans(), told::incrementAndGet));

  private StoredFile open() {
    return Samples.entered(ledger.open(Samples.newFile(Samples.ALICE)));
  }

  private String complete() {
    return Samples.entered(
            ledger.store(
                Samples.newFile(Samples.ALICE), List.of(Samples.chunk(5)), Samples.digest(1)))
        .id()
        .value();
  }

  @Test
  void aFileThatIsScannedAgainWaitsForItAndWhoScansIsTold() {
    String id = complete();

    assertThat(scans.scan(id).toString())
        .isEqualTo("{file_id=%s, owner=alice, scan={state=scanning}}".formatted(id));
    assertThat(told).hasValue(1);
  }

  @Test
  void aFileThatWaitsForItsScanIsReleased() {
    String id = complete();
    scans.scan(id);

    assertThat(scans.release(id).toString())
        .isEqualTo("{file_id=%s, owner=alice, scan={state=released}}".formatted(id));
  }

  @Test
  void aFileThatIsNotToBeScannedCannotBeReleased() {
    String id = complete();

    assertThat(Requests.refusal(() -> scans.release(id)))
        .containsEntry("status", 404)
        .containsEntry("detail", "There is no complete file with this id that is to be scanned.");
  }

  @Test
  void aFileThatIsStillSentIsNeitherScannedNorReleased() {
    String id = open().id().value();

    assertThat(Requests.refusal(() -> scans.scan(id))).containsEntry("status", 404);
    assertThat(Requests.refusal(() -> scans.release(id))).containsEntry("status", 404);
    assertThat(told).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "or44tb4f7lq63cace3evi2gmmfk5ti2v",
        "OR44TB4F7LQ63CACE3EVI2GMMFK5TI2V"
      })
  void whatIsNoIdIsNoneOfAFile(String id) {
    assertThat(Requests.refusal(() -> scans.scan(id)))
        .containsEntry("status", 404)
        .containsEntry("detail", "There is no complete file with this id.");
    assertThat(Requests.refusal(() -> scans.release(id))).containsEntry("status", 404);
  }
}
