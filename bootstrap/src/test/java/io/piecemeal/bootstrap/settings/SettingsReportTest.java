package io.piecemeal.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.bootstrap.settings.SettingsReport.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.UnmatchedArgumentException;

/** What {@code config check} and {@code config show} say. */
class SettingsReportTest {

  @TempDir private Path folder;

  @Test
  void allThatIsWrongIsSaidAtOnce() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.yaml"), "max-chnk: 1\nmax-file: big\nretention: 8d\nport: 70000\n");
    SettingsReport report =
        SettingsReport.of(
            List.of("--config=" + file, "--rate-limit=-1"),
            Map.of(
                "PIECEMEAL_RETENTON", "1h",
                "PIECEMEAL_ALLOWED_HOST", "x",
                "PIECEMEAL_API_KEYS", "alice",
                "PIECEMEAL_CHUNK_STORE", "nowhere",
                "PIECEMEAL_S3_REGION", "x",
                "PIECEMEAL_DATABASE_PASSWORD_FILE", "/nowhere/password"));
    assertThat(report.rows()).isEmpty();
    assertThat(report.problems())
        .satisfiesExactlyInAnyOrder(
            said -> assertThat(said).contains("x.yaml line 1: max-chnk", "max-chunk?"),
            said -> assertThat(said).contains("PIECEMEAL_MAX_FILE in ", "x.yaml line 2): 'big'"),
            said -> assertThat(said).contains("PIECEMEAL_RETENTION in ", "line 3) is 8d"),
            said -> assertThat(said).contains("PIECEMEAL_PORT in ", "line 4) is 70000"),
            said -> assertThat(said).contains("PIECEMEAL_RETENTON is not a setting"),
            said -> assertThat(said).startsWith("PIECEMEAL_ALLOWED_HOST is").doesNotContain(";"),
            said -> assertThat(said).contains("PIECEMEAL_API_KEYS has to look like"),
            said -> assertThat(said).contains("PIECEMEAL_CHUNK_STORE): "),
            said -> assertThat(said).contains("PIECEMEAL_RATE_LIMIT) is -1"),
            said ->
                assertThat(said).contains("PIECEMEAL_DATABASE_PASSWORD_FILE: there is no file"));
  }

  @Test
  void eachSettingHasItsValueAndItsOrigin() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "hidden\n");
    Path file = Files.writeString(folder.resolve("x.properties"), "max-file=1MiB\nport=1\n");
    SettingsReport report =
        SettingsReport.of(
            List.of("--config", file.toString(), "--port", "2"),
            Map.of(
                "PIECEMEAL_HOST", "0.0.0.0",
                "PIECEMEAL_DATABASE_URL", "jdbc:postgresql://me:hidden@db/x?password=hidden&ssl=on",
                "PIECEMEAL_DATABASE_PASSWORD_FILE", password.toString()));
    assertThat(report.problems()).isEmpty();
    assertThat(report.rows())
        .contains(
            new Row("port", "2", "option"),
            new Row("host", "0.0.0.0", "environment"),
            new Row("max-file", "1MiB", file + " line 1"),
            new Row("max-chunk", "1MiB", "default"),
            new Row("max-direct", "200MiB", "default"),
            new Row("api-keys", "", "default"),
            new Row("config", file.toString(), "option"),
            new Row("database-password", "***", password + " (environment)"),
            new Row(
                "database-url", "jdbc:postgresql://me:***@db/x?password=***&ssl=on", "environment"))
        .allSatisfy(row -> assertThat(row.toString()).doesNotContain("hidden"))
        .extracting(Row::name)
        .doesNotHaveDuplicates()
        .doesNotContain("database-password-file");
  }

  @Test
  void contradictionBetweenOptionAndEnvironmentIsOneProblem() {
    SettingsReport report =
        SettingsReport.of(
            List.of("--max-chunk=2MiB"),
            Map.of("PIECEMEAL_MAX_FILE", "1MiB", "PIECEMEAL_QUOTA_SESSIONS", "-1"));
    assertThat(report.problems())
        .hasSize(2)
        .anySatisfy(said -> assertThat(said).contains("--max-chunk", "--max-file"))
        .anySatisfy(said -> assertThat(said).contains("--quota-sessions"));
  }

  @Test
  void filesThatAStartCannotUseAreProblems() throws IOException {
    Path nothing = folder.resolve("nothing");
    Path noPem = Files.writeString(folder.resolve("no.pem"), "text");
    assertThat(
            SettingsReport.of(
                    List.of("--tls-cert=" + nothing, "--tls-key=" + folder),
                    Map.of(
                        "PIECEMEAL_AUDIT_LOG", nothing + "/audit.jsonl",
                        "PIECEMEAL_AUDIT_REQUIRED", "true",
                        "PIECEMEAL_PORT", "70000"))
                .problems())
        .satisfiesExactlyInAnyOrder(
            said -> assertThat(said).contains("(PIECEMEAL_TLS_CERT): there is no file " + nothing),
            said -> assertThat(said).contains("(PIECEMEAL_TLS_KEY): " + folder + " cannot be read"),
            said ->
                assertThat(said)
                    .contains("(PIECEMEAL_AUDIT_LOG): there is no folder " + nothing + ": make it"),
            said -> assertThat(said).contains("(PIECEMEAL_PORT) is 70000"));
    assertThat(
            SettingsReport.of(List.of("--tls-cert=" + noPem, "--tls-key=" + noPem), Map.of())
                .problems())
        .singleElement()
        .asString()
        .contains("PIECEMEAL_TLS_CERT", "PIECEMEAL_TLS_KEY", noPem + " has no certificate in PEM");
    assertThat(nothing).doesNotExist();
  }

  @Test
  void anAuditTrailThatMayBeLostIsNoProblem() {
    assertThat(SettingsReport.of(List.of("--audit-log=/nowhere/audit"), Map.of()).problems())
        .isEmpty();
  }

  @Test
  void http2WithoutTlsIsAProblem() {
    assertThat(SettingsReport.of(List.of("--http2=true"), Map.of()).problems())
        .singleElement()
        .asString()
        .contains("PIECEMEAL_HTTP2", "no TLS", "--tls-cert");
  }

  @Test
  void optionThatIsNoneIsRefused() {
    assertThatThrownBy(() -> SettingsReport.of(List.of("--max-chnk=1"), Map.of()))
        .isInstanceOf(UnmatchedArgumentException.class)
        .hasMessageContaining("--max-chnk");
  }
}
