package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an owner is told of its requests a minute, by each of the ways that requests take. */
class RateLimitTest {

  private static final String POLICY = "\"owner\";q=1;w=60";

  @Test
  void eachAnswerTellsWhatIsLeftAndARefusalWhenToSendAgain() throws Exception {
    try (InProcessService limited = TestService.beside("--rate-limit", "1")) {
      Caller caller = new Caller(limited.port(), TestService.ALICE);
      Answer first = caller.get("/files?limit=1").is(200);
      assertThat(first.header("RateLimit-Policy")).contains(POLICY);
      assertThat(first.header("RateLimit").orElseThrow()).startsWith("\"owner\";r=0;t=");

      requireRefused(caller.get("/files?limit=1"));
      requireRefused(caller.put("/uploads/" + "a".repeat(32), "{\"data\":\"aGk=\"}"));
    }
  }

  private static void requireRefused(Answer refused) {
    refused.isProblem(429, "rate-limited").has("max_requests_per_minute", 1);
    assertThat(refused.header("RateLimit-Policy")).contains(POLICY);
    assertThat(refused.header("RateLimit").orElseThrow()).startsWith("\"owner\";r=0;t=");
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(1, 60);
  }
}
