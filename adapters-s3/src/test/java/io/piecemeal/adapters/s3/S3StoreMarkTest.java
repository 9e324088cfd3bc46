package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.StoreMarkContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class S3StoreMarkTest extends StoreMarkContract {

  private final S3Fixture fixture = new S3Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  protected StoreMark newMark() {
    return fixture.node().mark();
  }

  @Override
  protected StoreMark secondNode() {
    return newMark();
  }

  @Test
  void somethingElseInItsPlaceIsDamageAndStays() {
    Bucket bucket = fixture.bucket();
    bucket.put("high-water/seven", Content.of(new byte[0]), bucket.deadline());
    StoreMark mark = newMark();

    assertThatThrownBy(mark::read).isInstanceOf(StorageFailure.Damaged.class);
    assertThatThrownBy(() -> mark.raise(HighWaterMark.ZERO))
        .isInstanceOf(StorageFailure.Damaged.class);
    assertThat(fixture.leftovers()).hasSize(1);
  }

  @Test
  void lowerMarksAreNotKept() {
    StoreMark mark = newMark();
    for (int i = 0; i < 4; i++) {
      mark.raise(new HighWaterMark(i));
    }

    assertThat(fixture.leftovers()).hasSize(1);
  }
}
