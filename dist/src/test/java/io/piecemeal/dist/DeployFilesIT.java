package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests for Kubernetes and the chart for Helm, against the schemas of their kinds. */
class DeployFilesIT {

  private static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();
  private static final Path CHART = DEPLOY.resolve("helm/piecemeal");
  private static final String STORE = "settings.PIECEMEAL_CHUNK_STORE=s3://chunks";
  private static final String SINGLE = "persistence.accessMode=ReadWriteOnce";

  @TempDir private static Path work;

  private static NodeTools tools;

  @BeforeAll
  static void install() throws Exception {
    tools = NodeTools.installed(work);
  }

  @Test
  void manifestsAreValid() throws Exception {
    NodeTools.Answer answer = tools.validate(manifests());
    assertThat(answer.said()).contains("valid: apps/v1 Deployment");
    assertThat(answer.code()).as(answer.said()).isZero();
  }

  @Test
  void wrongManifestIsNoticed() throws Exception {
    NodeTools.Answer answer = tools.validate(manifests().replace("replicas: 2", "replicas: two"));
    assertThat(answer.said()).contains("apps/v1 Deployment: data/spec/replicas must be integer");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void chartIsCleanAndAllThatItRendersIsValid() throws Exception {
    assertThat(tools.helm("lint", "--strict", CHART.toString())).contains("0 chart(s) failed");
    for (List<String> options :
        List.of(
            List.<String>of(),
            List.of("serviceMonitor.enabled=true", "ingress.enabled=true", "serviceAccount=s3"),
            List.of(STORE, "persistence.enabled=false", "networkPolicy.enabled=false"),
            List.of(SINGLE, "replicas=1"),
            List.of("serviceMonitor.enabled=true", "settings.PIECEMEAL_TLS_CERT=/tls/tls.crt"))) {
      NodeTools.Answer answer = tools.validate(render(options));
      assertThat(answer.said()).contains("valid: apps/v1 Deployment");
      assertThat(answer.code()).as(answer.said()).isZero();
    }
  }

  /** One is made of the other: what a pod is must not differ. */
  @Test
  void chartAndManifestsMakeTheSamePod() throws Exception {
    String chart = render(List.of());
    Files.readAllLines(DEPLOY.resolve("kubernetes/deployment.yaml")).stream()
        .filter(line -> line.matches(" +(- )?[A-Za-z]+: .*"))
        .filter(line -> !line.matches(".*(name|image|claimName|kubernetes.io/name): .*"))
        .forEach(line -> assertThat(chart).contains(line));
  }

  /** Both would start, and lose or miss what another pod has. */
  @Test
  void chartRefusesWhatWouldLoseChunks() throws Exception {
    assertThat(refusal("persistence.enabled=false"))
        .contains("would be lost with their pod: set settings.PIECEMEAL_CHUNK_STORE");
    assertThat(refusal(SINGLE)).contains("2 replicas cannot share a volume that is ReadWriteOnce");
  }

  /** A second pod would wait for the volume that the first one has, for ever. */
  @Test
  void oneReplicaWithItsOwnVolumeEndsBeforeTheNextBegins() throws Exception {
    assertThat(render(List.of(SINGLE, "replicas=1")))
        .contains("type: Recreate")
        .doesNotContain("rollingUpdate");
    assertThat(render(List.of())).contains("rollingUpdate").doesNotContain("Recreate");
  }

  private static String refusal(String option) throws Exception {
    NodeTools.Answer answer = tools.tryHelm("template", "demo", CHART.toString(), "--set", option);
    assertThat(answer.code()).as(answer.said()).isNotZero();
    return answer.said();
  }

  /** Callers and the ingress reach none of it, and nothing secret is in the environment. */
  @Test
  void managementHasItsPortAndSecretsAreFiles() throws Exception {
    String chart = render(List.of("serviceMonitor.enabled=true", "ingress.enabled=true"));
    for (String all : List.of(chart, manifests())) {
      assertThat(all)
          .containsPattern("path: /health/live\\s+port: management")
          .containsPattern("path: /health/ready\\s+port: management")
          .containsPattern("port: management\\s+path: /metrics")
          .containsPattern(
              "name: ingress-nginx\\s+ports:\\s+- port: http\\s+- from:[^:]*:\\s+matchLabels:"
                  + "\\s+kubernetes.io/metadata.name: monitoring\\s+ports:\\s+- port: management")
          .contains("PIECEMEAL_MANAGEMENT_PORT: \"8081\"", "containerPort: 8081")
          .containsPattern(
              "PIECEMEAL_DATABASE_PASSWORD_FILE: \"?/etc/piecemeal/secrets/database-password")
          .containsPattern("mountPath: /etc/piecemeal/secrets\\s+readOnly: true")
          .doesNotContain("secretRef", "PIECEMEAL_DATABASE_PASSWORD:");
    }
    assertThat(render(List.of("settings.PIECEMEAL_TLS_CERT=/tls/tls.crt")))
        .containsPattern("path: /health/ready\\s+port: management\\s+scheme: HTTPS");
  }

  private static String render(List<String> options) throws Exception {
    List<String> sets = options.stream().flatMap(option -> Stream.of("--set", option)).toList();
    return tools.helm(
        Stream.concat(Stream.of("template", "demo", CHART.toString()), sets.stream())
            .toArray(String[]::new));
  }

  private static String manifests() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(DEPLOY.resolve("kubernetes"))) {
      for (Path file : files.filter(f -> !f.endsWith("kustomization.yaml")).toList()) {
        all.append("---\n").append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
