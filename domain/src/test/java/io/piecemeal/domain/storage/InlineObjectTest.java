package io.piecemeal.domain.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

final class InlineObjectTest {

  private static final ObjectKey KEY = new ObjectKey(new UUID(1, 2));

  private final byte[] given = {1, 2, 3, 4};
  private final InlineObject object = new InlineObject(KEY, given);

  @Test
  void itsBytesDoNotChange() {
    given[0] = 9;
    object.bytes()[1] = 9;

    assertThat(object.bytes()).containsExactly(1, 2, 3, 4);
    assertThat(object.key()).isEqualTo(KEY);
    assertThat(object.length()).isEqualTo(new ByteCount(4));
  }

  @Test
  void aPartIsCopied() {
    ByteRange middle = new ByteRange(new ByteCount(1), new ByteCount(2));

    assertThat(object.bytes(middle)).containsExactly(2, 3);
  }

  @Test
  void itIsEqualByKeyAndBytes() {
    assertThat(object)
        .isEqualTo(new InlineObject(KEY, new byte[] {1, 2, 3, 4}))
        .hasSameHashCodeAs(new InlineObject(KEY, new byte[] {1, 2, 3, 4}))
        .isNotEqualTo(KEY)
        .isNotEqualTo(new InlineObject(KEY, new byte[] {1, 2, 3, 5}))
        .isNotEqualTo(new InlineObject(new ObjectKey(new UUID(1, 3)), object.bytes()))
        .hasToString(KEY + " of " + object.length());
  }

  @Test
  void noneIsEmpty() {
    assertThatThrownBy(() -> new InlineObject(KEY, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
