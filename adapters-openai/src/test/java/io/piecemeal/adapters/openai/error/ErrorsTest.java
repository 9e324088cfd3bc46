package io.piecemeal.adapters.openai.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.refusal.Code;
import io.piecemeal.http.server.problem.ErrorForm;
import io.piecemeal.http.server.problem.ErrorForm.Said;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorsTest {

  private final ErrorForm openAi = new OpenAiErrors();
  private final ErrorForm anthropic = new AnthropicErrors();
  private final ErrorForm gemini = new GeminiErrors();

  private static Said say(ErrorForm form, ProblemKind kind, String method, String path) {
    Problem problem = Problem.of(kind, "A sentence.").with("field", "purpose").with("limit", 7);
    return form.say(problem, new ErrorForm.Call(method, path, "id"));
  }

  @ParameterizedTest
  @EnumSource
  void noProblemIsAConflict(ProblemKind kind) {
    for (ErrorForm form : new ErrorForm[] {openAi, anthropic, gemini}) {
      int status = say(form, kind, "POST", "/files").status().getCode();
      assertThat(status).isNotIn(409, 410, 422);
      assertThat(status / 100).isEqualTo(kind.status().getCode() / 100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatMaySucceedIsSentAgain(ProblemKind kind) {
    boolean again = kind.retry() == Code.Retry.MAY_SUCCEED;
    assertThat(say(openAi, kind, "POST", "/openai/v1/files").headers())
        .containsEntry("x-should-retry", Boolean.toString(again));
  }

  @Test
  void whereTheOutcomeIsUnknownPartsAreSentAgainAndFilesAreNot() {
    ProblemKind unknown = ProblemKind.OUTCOME_UNKNOWN;
    assertThat(say(openAi, unknown, "POST", "/openai/v1/uploads/a/parts").headers())
        .containsEntry("x-should-retry", "true");
    assertThat(say(openAi, unknown, "POST", "/openai/v1/files").headers())
        .containsEntry("x-should-retry", "false");
  }

  @Test
  void theFactsStandBesideTheMessage() {
    assertThat(say(openAi, ProblemKind.INVALID_FIELD, "POST", "/files").body().get("error"))
        .hasToString(
            "{message=A sentence., type=invalid_request_error, param=purpose, code=invalid-field,"
                + " limit=7, request_id=id}");
    assertThat(say(anthropic, ProblemKind.GONE, "GET", "/files/a").body())
        .hasToString(
            "{type=error, error={type=not_found_error, message=A sentence.,"
                + " details={error_code=file_expired, param=purpose, limit=7}}, request_id=id}");
  }

  @Test
  void geminiSaysGooglesNames() {
    assertThat(say(gemini, ProblemKind.GONE, "GET", "/files/a").body())
        .hasToString(
            "{error={code=404, message=A sentence., status=NOT_FOUND,"
                + " details=[{@type=type.googleapis.com/google.rpc.ErrorInfo, reason=GONE,"
                + " domain=piecemeal, metadata={limit=7, field=purpose, request_id=id}}]}}");
  }

  @Test
  void eachSpeaksForItsPathsAlone() {
    assertThat(gemini.speaks("/gemini/upload/v1beta/files")).isTrue();
    assertThat(gemini.speaks("/geminix")).isFalse();
    assertThat(openAi.speaks("/openai/v1/files")).isTrue();
    assertThat(openAi.speaks("/openaix")).isFalse();
    assertThat(openAi.speaks("/files")).isFalse();
    assertThat(anthropic.speaks("/anthropic/v1/files")).isTrue();
    assertThat(anthropic.speaks("/openai/v1/files")).isFalse();
  }
}
