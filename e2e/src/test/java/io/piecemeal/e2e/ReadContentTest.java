package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** GET and HEAD /files/{id}/content: what a download looks like. */
class ReadContentTest {

  private final Caller alice = Caller.alice();

  @Test
  void downloadIsTheChunksInTheirOrder() {
    byte[] bytes = Bytes.patterned(200_000);
    String id =
        alice.openWith(
            Bytes.cut(bytes, 0, 1),
            Bytes.cut(bytes, 1, 100_001),
            Bytes.cut(bytes, 100_001, 200_000));
    Answer content = alice.content(id).is(200);
    assertThat(content.bytes()).isEqualTo(bytes);
    assertThat(content.header("Content-Length")).contains("200000");
    assertThat(content.header("Accept-Ranges")).contains("bytes");
  }

  @Test
  void headTellsTheSameAsGetWithoutTheBytes() {
    String id = alice.openWith(Bytes.utf8("hello"));
    alice.post("/uploads/" + id + "/complete", "{}").is(200);
    Answer get = alice.content(id).is(200);
    Answer head = alice.head("/files/" + id + "/content").is(200);
    assertThat(head.bytes()).isEmpty();
    for (String header :
        new String[] {
          "Content-Length",
          "Content-Type",
          "ETag",
          "Last-Modified",
          "Accept-Ranges",
          "Content-Disposition",
          "Cache-Control",
          "Content-Security-Policy"
        }) {
      assertThat(head.header(header)).as(header).isPresent().isEqualTo(get.header(header));
    }
  }

  @Test
  void headOfARangeTellsItsLength() {
    String id = alice.openWith(Bytes.utf8("hello"));
    Answer head = alice.head("/files/" + id + "/content", "Range", "bytes=1-3").is(206);
    assertThat(head.header("Content-Length")).contains("3");
    assertThat(head.header("Content-Range")).contains("bytes 1-3/5");
  }

  @Test
  void contentOfAGrowingSessionIsWhatWasAcknowledged() {
    String id = alice.open();
    StringBuilder sent = new StringBuilder();
    for (String chunk : new String[] {"one ", "two ", "three "}) {
      alice.append(id, Bytes.utf8(chunk)).is(200);
      sent.append(chunk);
      assertThat(alice.bytes(id)).asString().isEqualTo(sent.toString());
    }
  }

  @Test
  void downloadCanDoNoHarmInABrowser() {
    String id =
        alice
            .post("/uploads", Json.of("filename", "x.html", "content_type", "text/html"))
            .is(201)
            .fileId();
    Answer content = alice.content(id).is(200);
    assertThat(content.header("Content-Disposition"))
        .contains("attachment; filename=\"x.html\"; filename*=UTF-8''x.html");
    assertThat(content.header("Content-Security-Policy").orElseThrow()).startsWith("sandbox");
    assertThat(content.header("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void filenameInTheHeaderHasAnAsciiFallbackAndNoInjection() {
    String id = alice.post("/uploads", Json.of("filename", "naïve \"quote\".txt")).is(201).fileId();
    assertThat(alice.content(id).header("Content-Disposition"))
        .contains(
            "attachment; filename=\"na_ve _quote_.txt\";"
                + " filename*=UTF-8''na%C3%AFve%20%22quote%22.txt");
  }

  @Test
  void contentOfNoFileIsNotFound() {
    alice.content("0".repeat(32)).isProblem(404, "not-found");
    alice.content("nonsense").isProblem(404, "not-found");
    alice.head("/files/nonsense/content").is(404);
  }
}
