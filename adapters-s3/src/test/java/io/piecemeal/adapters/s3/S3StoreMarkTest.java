package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.testkit.StoreMarkContract;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class S3StoreMarkTest extends StoreMarkContract {

  @AutoClose private final S3Fixture fixture = new S3Fixture();

  @Override
  protected StoreMark newMark() {
    return fixture.node().mark();
  }

  @Override
  protected StoreMark secondNode() {
    return newMark();
  }

  @Override
  protected Optional<StoreMark> reopened() {
    return Optional.of(newMark());
  }

  @Override
  protected Optional<StoreMark> damaged() {
    Bucket bucket = fixture.bucket();
    bucket.put("high-water/seven", Content.of(new byte[0]), bucket.deadline());
    return Optional.of(newMark());
  }

  @Override
  protected Optional<StoreMark> unreachable() {
    FaultyTransport broken = new FaultyTransport();
    broken.fail(FaultyTransport.any(), FaultyTransport.answer(403, "AccessDenied"));
    return Optional.of(fixture.node(broken, S3Fixture.inAHurry()).mark());
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
