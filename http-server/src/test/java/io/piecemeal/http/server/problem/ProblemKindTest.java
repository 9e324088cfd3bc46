package io.piecemeal.http.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.refusal.Code;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Problems say of each code of the core what the core says of it. */
class ProblemKindTest {

  @ParameterizedTest
  @EnumSource
  void aCodeHasTheStatusOfItsClass(Code code) {
    int status =
        switch (code.kind()) {
          case INVALID -> 422;
          case FORBIDDEN -> 403;
          case ABSENT -> 404;
          case CONFLICT -> 409;
          case GONE -> 410;
          case TOO_LARGE -> 413;
          case ELSEWHERE -> 424;
          case BUSY -> 429;
          case UNAVAILABLE -> 503;
          case FULL -> 507;
          case BROKEN -> 500;
        };
    assertThat(ProblemKind.of(code).status().getCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource
  void aRetryHelpsWhereTheCoreSaysSo(Code code) {
    assertThat(ProblemKind.of(code).retry()).isEqualTo(code.retry());
  }

  @ParameterizedTest
  @EnumSource
  void aKindIsWrittenAsItsCode(Code code) {
    assertThat(ProblemKind.of(code).code()).isEqualTo(code.word());
  }
}
