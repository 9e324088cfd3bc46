package io.piecemeal.domain.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which types of events there are. */
class EventTypeTest {

  /** A type that does not enter itself could not be asked for by a webhook. */
  @Test
  void everyConstantIsKnown() throws IllegalAccessException {
    List<Object> constants = new ArrayList<>();
    for (Field field : EventType.class.getFields()) {
      if (field.getType() == EventType.class) {
        constants.add(field.get(null));
      }
    }

    assertThat(constants).contains(EventType.FILE_COMPLETED, EventType.TICKET_USED);
    assertThat(EventType.known().values())
        .hasSameElementsAs(List.copyOf(constants).stream().map(EventType.class::cast).toList());
    EventType.known().forEach((word, type) -> assertThat(type.word()).isEqualTo(word));
  }

  @Test
  void whatALaterVersionRecordsIsATypeAndNotKnown() {
    assertThat(new EventType("file.scanned_2").word()).isEqualTo("file.scanned_2");
    assertThat(EventType.known()).doesNotContainKey("file.scanned_2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "File.created", "file.", "file created", "file..created"})
  void otherWordsAreNoTypes(String word) {
    assertThatThrownBy(() -> new EventType(word)).isInstanceOf(IllegalArgumentException.class);
  }
}
