package io.piecemeal.application.upload;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecentSessionsTest {

  private final Scene scene = new Scene();
  private final RecentSessions recent = new RecentSessions();

  @Test
  void aFileIsRememberedAsItWasLastAndForItsOwner() {
    StoredFile file = scene.open();
    recent.remember(file);
    StoredFile longer = scene.append(file, "one").file();
    recent.remember(longer);

    assertThat(recent.find(ALICE, file.id())).contains(longer.requireOpen());
    assertThat(recent.find(BOB, file.id())).isEmpty();
  }

  @Test
  void oneThatIsCompleteIsForgotten() {
    StoredFile file = scene.open();
    recent.remember(file);
    recent.remember(scene.append(file, TestBody.of("one").last()).file());

    assertThat(recent.find(ALICE, file.id())).isEmpty();
  }

  @Test
  void ofMoreFilesThanAreRememberedTheOneThatWasAskedForLeastRecentlyIsForgotten() {
    List<StoredFile> files = new ArrayList<>();
    for (int i = 0; i <= RecentSessions.REMEMBERED; i++) {
      files.add(Samples.entered(new InMemoryFileLedger(scene.clock).open(Samples.newFile(ALICE))));
    }
    files.subList(0, RecentSessions.REMEMBERED).forEach(recent::remember);
    assertThat(recent.find(ALICE, files.getFirst().id())).contains(files.getFirst().requireOpen());

    recent.remember(files.getLast());

    assertThat(recent.find(ALICE, files.getLast().id())).contains(files.getLast().requireOpen());
    assertThat(recent.find(ALICE, files.getFirst().id())).contains(files.getFirst().requireOpen());
    assertThat(recent.find(ALICE, files.get(1).id())).isEmpty();
  }
}
