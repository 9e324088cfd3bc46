package io.piecemeal.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class BodiesTest {

  private static final ChunkSize SIZE = new ChunkSize(300);

  @Test
  void consecutiveBodiesDiffer() {
    Bodies bodies = Bodies.prepare(SIZE, BodyForm.RAW);

    for (int number = 0; number < 10; number++) {
      assertThat(bodies.get(number)).isNotEqualTo(bodies.get(number + 1));
    }
  }

  @Test
  void readingABodyDoesNotUseItUp() {
    Bodies bodies = Bodies.prepare(SIZE, BodyForm.RAW);

    bodies.get(0).get(new byte[100]);

    assertThat(bodies.get(0).remaining()).isEqualTo(300).isEqualTo(bodies.length());
  }

  @Test
  void textHasACharacterForEachByte() {
    String json =
        StandardCharsets.US_ASCII
            .decode(Bodies.prepare(SIZE, BodyForm.JSON_TEXT).get(0))
            .toString();

    assertThat(json).matches("\\{\"encoding\":\"utf8\",\"data\":\"[A-Za-z0-9+/]{300}\"}");
  }

  @Test
  void jsonCarriesTheRawBytes() {
    String json =
        StandardCharsets.US_ASCII.decode(Bodies.prepare(SIZE, BodyForm.JSON).get(1)).toString();

    byte[] decoded = Base64.getDecoder().decode(json.replaceAll("^\\{\"data\":\"|\"}$", ""));

    byte[] raw = new byte[300];
    Bodies.prepare(SIZE, BodyForm.RAW).get(1).get(raw);
    assertThat(decoded).isEqualTo(raw);
  }
}
