package io.piecemeal.application.file;

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

final class FileCacheTest {

  private final Scene scene = new Scene();
  private final FileCache cache = new FileCache();

  @Test
  void aFileIsRememberedAsItWasLastAndForItsOwner() {
    StoredFile file = scene.open();
    cache.remember(file);
    StoredFile longer = scene.append(file, "one").file();
    cache.remember(longer);

    assertThat(cache.find(ALICE, file.id())).contains(longer.requireOpen());
    assertThat(cache.find(BOB, file.id())).isEmpty();
  }

  @Test
  void oneThatIsCompleteIsForgotten() {
    StoredFile file = scene.open();
    cache.remember(file);
    cache.remember(scene.append(file, TestBody.of("one").last()).file());

    assertThat(cache.find(ALICE, file.id())).isEmpty();
  }

  @Test
  void ofMoreFilesThanAreRememberedTheOneThatWasAskedForLeastRecentlyIsForgotten() {
    List<StoredFile> files = new ArrayList<>();
    for (int i = 0; i <= FileCache.REMEMBERED; i++) {
      files.add(Samples.entered(new InMemoryFileLedger(scene.clock).open(Samples.newFile(ALICE))));
    }
    files.subList(0, FileCache.REMEMBERED).forEach(cache::remember);
    assertThat(cache.find(ALICE, files.getFirst().id())).contains(files.getFirst().requireOpen());

    cache.remember(files.getLast());

    assertThat(cache.find(ALICE, files.getLast().id())).contains(files.getLast().requireOpen());
    assertThat(cache.find(ALICE, files.getFirst().id())).contains(files.getFirst().requireOpen());
    assertThat(cache.find(ALICE, files.get(1).id())).isEmpty();
  }
}
