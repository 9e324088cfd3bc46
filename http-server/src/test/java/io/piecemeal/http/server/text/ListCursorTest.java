package io.piecemeal.http.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The positions that callers pass back. */
class ListCursorTest {

  @Test
  void keepsAPositionToTheMicrosecond() {
    FileQuery.Position position =
        new FileQuery.Position(
            Instant.parse("2026-04-13T05:32:04.123456Z"), new FileId("a".repeat(32)));
    assertThat(ListCursor.decode(ListCursor.encode(position))).contains(position);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "====", "MQ", "MS5h", "äöü", "LTEuYWFhYWFhYWFhYWFhYWFhYWFhYWFh"})
  void readsNothingElse(String cursor) {
    assertThat(ListCursor.decode(cursor)).isEmpty();
  }
}
