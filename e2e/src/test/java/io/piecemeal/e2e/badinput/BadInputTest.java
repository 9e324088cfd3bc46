package io.piecemeal.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row of the tables is refused as it says there, and changes nothing. */
class BadInputTest {

  private static final List<String> TABLES =
      List.of(
          "framing.txt",
          "request-line.txt",
          "headers.txt",
          "authorization.txt",
          "append.txt",
          "open.txt",
          "complete-rewind.txt",
          "multipart.txt",
          "queries.txt",
          "early.txt");

  @TestFactory
  Stream<DynamicContainer> refuses() {
    return TABLES.stream()
        .map(
            table ->
                DynamicContainer.dynamicContainer(
                    table,
                    Table.read(table).stream()
                        .map(row -> DynamicTest.dynamicTest(row.name(), () -> refuse(row)))));
  }

  @TestFactory
  Stream<DynamicTest> accepts() {
    return Table.read("valid.txt").stream()
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> accept(row)));
  }

  private static void refuse(Row row) throws IOException {
    String upload = Sessions.open(ServiceUnderTest.ALICE);
    String others = Sessions.open(ServiceUnderTest.BOB);
    String before = Sessions.look(ServiceUnderTest.ALICE, upload);
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      byte[] request = RequestBytes.of(row.request(), RequestBytes.values(upload, others));
      connection.start(request);
      RawAnswer answer = connection.answer();
      answer.requireDocumented(request);
      ProblemAnswers.requireProblem(answer, row);
      assertThat(answer.provisional()).as("100 Continue for a refused request").isZero();
      requireConnection(connection, answer, row, upload);
    }
    assertThat(Sessions.look(ServiceUnderTest.ALICE, upload)).isEqualTo(before);
    assertThat(Sessions.look(ServiceUnderTest.BOB, others)).contains("\"size\":5,");
  }

  private static void accept(Row row) throws IOException {
    String upload = Sessions.open(ServiceUnderTest.ALICE);
    String others = Sessions.open(ServiceUnderTest.BOB);
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      byte[] request = RequestBytes.of(row.request(), RequestBytes.values(upload, others));
      connection.start(request);
      RawAnswer answer = connection.answer();
      answer.requireDocumented(request);
      assertThat(answer.status()).as(answer.head() + answer.text()).isEqualTo(row.status());
      requireConnection(connection, answer, row, upload);
    }
    if (row.code().startsWith("size=")) {
      assertThat(Sessions.look(ServiceUnderTest.ALICE, upload))
          .contains("\"size\":" + row.code().substring("size=".length()) + ",");
    }
  }

  /**
   * A connection that is kept is at the start of a new request; one that is not says nothing more.
   */
  private static void requireConnection(
      RawConnection connection, RawAnswer answer, Row row, String upload) throws IOException {
    switch (row.connection()) {
      case KEPT -> assertThat(answer.saysClose()).as(answer.head()).isFalse();
      case CLOSED -> assertThat(answer.saysClose()).as(answer.head()).isTrue();
      case EITHER -> {}
    }
    if (answer.saysClose()) {
      assertThat(connection.isEnded()).as("nothing follows the last answer").isTrue();
    } else {
      RawAnswer next =
          connection.exchange(Sessions.get("/files/" + upload, ServiceUnderTest.ALICE, "next"));
      assertThat(next.header("X-Request-Id")).as(next.head() + next.text()).isEqualTo("next");
      assertThat(next.status()).isEqualTo(200);
    }
  }
}
