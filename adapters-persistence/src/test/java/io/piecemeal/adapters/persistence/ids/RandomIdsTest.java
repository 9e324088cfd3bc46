package io.piecemeal.adapters.persistence.ids;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Ids;
import io.piecemeal.testkit.IdsContract;
import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RandomIdsTest extends IdsContract {

  @Override
  protected Ids newNode() {
    return new RandomIds(new SecureRandom());
  }

  @Test
  void everyCharacterOfAFileIdVaries() {
    Ids ids = newNode();
    String first = ids.nextFileId().value();

    for (int i = 0; i < first.length(); i++) {
      int index = i;
      assertThat(IntStream.range(0, 100))
          .anyMatch(n -> ids.nextFileId().value().charAt(index) != first.charAt(index));
    }
  }
}
