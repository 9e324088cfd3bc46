package io.piecemeal.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartNamesTest {

  @Test
  void partsKeepTheirOrderAndAreNamedAsOftenAsTheCallerNamesThem() {
    FileId one = Samples.fileId();
    FileId other = Samples.fileId();

    assertThat(PartNames.of(List.of(other.value(), one.value(), other.value())))
        .containsExactly(other, one, other);
    assertThat(PartNames.of(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "OR44TB4F7LQ63CACE3EVI2GMMFK5TI2V", "<script>"})
  void oneThatIsNoIdIsRefusedWithoutBeingRepeated(String name) {
    List<String> names = List.of(Samples.fileId().value(), name);

    assertThat(
            catchThrowableOfType(RequestRejected.class, () -> PartNames.of(names))
                .problem()
                .members())
        .containsEntry("code", "invalid-field")
        .containsEntry("field", "parts")
        .containsEntry(
            "detail",
            "'parts' is refused: it holds what is no file_id of a part: 32 characters of [a-z0-9].");
  }
}
