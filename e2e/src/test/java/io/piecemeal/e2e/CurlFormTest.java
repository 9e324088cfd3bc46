package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** POST /files as curl sends it. */
class CurlFormTest {

  private static final byte[] CONTENT = Bytes.patterned(100_000);

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void requireCurl() throws InterruptedException {
    boolean there;
    try {
      there = new ProcessBuilder("curl", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(there, "curl is not installed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.txt", " a  b ", "a,b;c:d=e", "ünï ☃ 😀", "100%", "%2F%0a", "a'b", "-", "=?a?="})
  void fileIsStoredUnderItsName(String name) throws Exception {
    assertThat(curl(file("file", name)))
        .containsEntry("filename", name)
        .containsEntry("sha256", Bytes.sha256(CONTENT));
  }

  /** How curl writes these depends on its version. */
  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "\"", "a\\b", "C:\\a", "a\\\"b", "a%22b", "a%0D%0Ab"})
  void fileIsStoredUnderItsNameOrRefused(String name) throws Exception {
    Map<String, Object> answer = curl(file("file", name));
    if (answer.containsKey("filename")) {
      assertThat(answer).containsEntry("filename", name);
    } else {
      assertThat(answer).containsEntry("code", "bad-filename");
    }
  }

  @Test
  void fieldThatIsNoFileIsMissingItsFilename() throws Exception {
    assertThat(curl("file=hello"))
        .containsEntry("code", "missing-field")
        .containsEntry("field", "filename");
  }

  @Test
  void otherFieldIsRefusedOnEitherSide() throws Exception {
    assertThat(curl("comment=hello", file("file", "a"))).containsEntry("field", "comment");
    assertThat(curl(file("file", "a"), "comment=hello"))
        .containsEntry("code", "unknown-field")
        .containsEntry("field", "comment");
  }

  @Test
  void secondFileIsRefused() throws Exception {
    assertThat(curl(file("file", "a"), file("file", "b"))).containsEntry("code", "invalid-field");
  }

  private static String file(String field, String name) {
    return field + "=@content;filename=" + quoted(name);
  }

  /** The options stand in a file, so that their characters do not depend on the locale. */
  private Map<String, Object> curl(String... parts) throws Exception {
    Files.write(folder.resolve("content"), CONTENT);
    List<String> options = new ArrayList<>();
    options.add("url = \"http://127.0.0.1:%d/files\"".formatted(TestService.port()));
    options.add("header = \"Authorization: Bearer %s\"".formatted(TestService.ALICE));
    for (String part : parts) {
      options.add("form = " + quoted(part));
    }
    Files.write(folder.resolve("options"), options, StandardCharsets.UTF_8);
    Process process =
        new ProcessBuilder("curl", "-q", "-sS", "--max-time", "60", "-K", "options")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] answer = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return Json.read(answer);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
