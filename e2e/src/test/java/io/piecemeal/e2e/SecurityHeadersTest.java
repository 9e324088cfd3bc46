package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What answers say of themselves, so that a browser does no more with them than is meant. */
class SecurityHeadersTest {

  private final Caller alice = Caller.alice();

  @Test
  void noAnswerIsTakenForAnotherTypeThanItsOwn() throws Exception {
    String id = alice.openWith(Bytes.utf8("<script>"));
    Caller admin = new Caller(TestService.port(), AdminTest.adminKey());
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (String path :
        new String[] {
          "/",
          "/docs",
          "/openapi.json",
          "/console/main.js",
          "/limits",
          "/usage",
          "/files",
          "/files/" + id,
          "/files/none",
          "/files/" + id + "/content",
          "/uploads/" + id + "/chunks",
          "/nowhere",
          "/health/live",
          "/health/ready",
          "/metrics"
        }) {
      answers.put("GET " + path, alice.get(path));
    }
    answers.put("no key", alice.send(alice.anonymous("/files")));
    answers.put("foreign page", alice.get("/files", "Origin", "https://elsewhere.example.org"));
    answers.put("append", alice.append(id, Bytes.utf8("more")));
    answers.put("bad append", alice.put("/uploads/" + id, "{\"data\":\"?\"}"));
    answers.put("ticket", alice.post("/uploads/" + id + "/ticket", "{}"));
    answers.put("complete", alice.post("/uploads/" + id + "/complete", "{}"));
    answers.put("delete", alice.delete("/files/" + id));
    answers.put("key", admin.post("/admin/keys", Json.of("owner", "dora")));
    answers.put("state", admin.get("/admin/state"));

    answers.forEach(
        (what, answer) ->
            assertThat(answer.header("X-Content-Type-Options")).as(what).contains("nosniff"));
  }

  @Test
  void pagesTakeNothingFromElsewhereAndAreShownInNoFrame() {
    for (String path : new String[] {"/", "/docs", "/tickets/" + "pmt_" + "a".repeat(72)}) {
      Answer page = alice.send(alice.anonymous(path).header("Accept", "text/html")).is(200);
      assertThat(page.header("Content-Security-Policy").orElse(""))
          .as(path)
          .startsWith("default-src 'none'")
          .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
          .doesNotContain("unsafe", "http:", "https:", "*");
      assertThat(page.header("Referrer-Policy")).as(path).contains("no-referrer");
      assertThat(page.header("Cache-Control").orElse("")).as(path).matches("no-store|no-cache");
    }
  }

  /** They would run as pages of the service's own origin. */
  @Test
  void bytesOfCallersAreNoPage() {
    String id = alice.openWith(Bytes.utf8("<script>alert(1)</script>"));
    Answer content = alice.get("/files/" + id + "/content").is(200);
    assertThat(content.header("Content-Security-Policy")).contains("sandbox; default-src 'none'");
    assertThat(content.header("Content-Disposition").orElse("")).startsWith("attachment");
    assertThat(content.header("Cache-Control").orElse("")).startsWith("private");
  }

  @Test
  void nobodyKeepsAnAnswerThatHasASecret() throws Exception {
    String id = alice.open();
    Answer ticket = alice.post("/uploads/" + id + "/ticket", "{}").is(201);
    String path = URI.create(ticket.text("url")).getPath();
    Caller admin = new Caller(TestService.port(), AdminTest.adminKey());
    Answer key = admin.post("/admin/keys", Json.of("owner", "dora")).is(201);
    Answer page = alice.send(alice.anonymous(path).header("Accept", "text/html")).is(200);

    assertThat(ticket.header("Cache-Control")).contains("no-store");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(key.header("Cache-Control")).contains("no-store");
    admin.delete("/admin/keys/" + key.text("id")).is(204);
  }
}
