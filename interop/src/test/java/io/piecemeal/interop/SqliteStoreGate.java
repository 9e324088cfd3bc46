package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The adapter in {@code examples/sqlite-store}, built as in a repository of its own: of Piecemeal
 * there is nothing but the artifacts that it names, and what these need.
 */
class SqliteStoreGate {

  private static final int PATIENCE_MINUTES = 8;

  /** The empty name is that of the parent. */
  private static final List<String> PUBLISHED =
      List.of("", "-domain", "-application-ports", "-testkit", "-architecture-rules");

  /** More than goes with a row. */
  private static final int SIZE = 300_000;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Path HOME = PackagedService.home();
  private static final Path EXAMPLE = HOME.resolve("examples/sqlite-store");
  private static final Path PACKAGE = Path.of("java/com/example/piecemeal/sqlite");

  @TempDir private static Path work;

  @BeforeAll
  static void publish() throws IOException {
    String version = System.getProperty("piecemeal.version");
    for (String artifact : PUBLISHED) {
      Path module = HOME.resolve(artifact.replaceFirst("^-", ""));
      Path folder =
          work.resolve("repository/io/piecemeal/piecemeal%s/%s".formatted(artifact, version));
      String name = "piecemeal%s-%s".formatted(artifact, version);
      Files.createDirectories(folder);
      Files.copy(module.resolve("pom.xml"), folder.resolve(name + ".pom"));
      if (!artifact.isEmpty()) {
        Files.copy(module.resolve("target").resolve(name + ".jar"), folder.resolve(name + ".jar"));
      }
    }
    Files.writeString(
        work.resolve("settings.xml"),
        """
        <settings>
          <mirrors>
            <mirror>
              <id>what-this-build-has</id>
              <mirrorOf>*</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
          <profiles>
            <profile>
              <id>no-checksums-there</id>
              <activation><activeByDefault>true</activeByDefault></activation>
              <repositories>%s</repositories>
              <pluginRepositories>%s</pluginRepositories>
            </profile>
          </profiles>
        </settings>
        """
            .formatted(
                Path.of(System.getProperty("piecemeal.local-repository")).toUri(),
                central("repository"),
                central("pluginRepository")));
  }

  private static String central(String element) {
    return """
        <%1$s>
          <id>central</id>
          <url>https://repo.maven.apache.org/maven2</url>
          <releases><checksumPolicy>ignore</checksumPolicy></releases>
          <snapshots><enabled>false</enabled></snapshots>
        </%1$s>
        """
        .formatted(element);
  }

  @Test
  void itKeepsTheRulesPassesTheSuitesAndIsAStoreOfTheService() throws Exception {
    Path project = copy("as-it-is");
    String output = verified(project);

    // What a fixture cannot show of its mark, that it is out of reach, is skipped.
    assertThat(output)
        .containsPattern(
            "Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0.*ArchitectureTest")
        .containsPattern(
            "Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: [01],.*SqliteStoreMarkTest")
        .contains("BUILD SUCCESS");
    requireUsable(project);
  }

  /** The packaged service with these jars, and again after it has ended. */
  private static void requireUsable(Path project) throws IOException, InterruptedException {
    Path plugins = Files.createDirectory(work.resolve("plugins"));
    Path database = work.resolve("chunks.db");
    copyJar(project.resolve("target/piecemeal-sqlite-store-1.0-SNAPSHOT.jar"), plugins);
    try (Stream<Path> drivers = Files.walk(work.resolve("repository/org/xerial/sqlite-jdbc"))) {
      copyJar(drivers.filter(file -> file.toString().endsWith(".jar")).findAny().get(), plugins);
    }
    String[] options = {"--plugins=" + plugins, "--chunk-store=sqlite:" + database};
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    String id;
    try (PackagedService service = PackagedService.start(work, options)) {
      id = store(service, bytes);
    }
    try (PackagedService service = PackagedService.start(work, options)) {
      assertThat(send(service, "GET", "/files/%s/content".formatted(id), "")).isEqualTo(bytes);
    }
    assertThat(Files.size(database)).isGreaterThan(SIZE);
    assertThat(work.resolve("data/objects")).doesNotExist();
  }

  private static void copyJar(Path jar, Path folder) throws IOException {
    Files.copy(jar, folder.resolve(String.valueOf(jar.getFileName())));
  }

  /** Its id. */
  private static String store(PackagedService service, byte[] bytes)
      throws IOException, InterruptedException {
    String opened =
        new String(
            send(service, "POST", "/uploads", "{\"filename\":\"a.bin\"}"), StandardCharsets.UTF_8);
    Matcher id = Pattern.compile("\"file_id\":\"([a-z0-9]+)\"").matcher(opened);
    assertThat(id.find()).as(opened).isTrue();
    String upload = "/uploads/" + id.group(1);
    String chunk = "{\"data\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(bytes));
    send(service, "PUT", upload, chunk);
    send(service, "POST", upload + "/complete", "{\"size\":%d}".formatted(bytes.length));
    return id.group(1);
  }

  private static byte[] send(PackagedService service, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.url() + path))
            .header("Authorization", "Bearer " + ServiceCommand.KEY)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> answer = HTTP.send(request, BodyHandlers.ofByteArray());
    assertThat(answer.statusCode())
        .as("%s %s: %s", method, path, new String(answer.body(), StandardCharsets.ISO_8859_1))
        .isBetween(200, 201);
    return answer.body();
  }

  @Test
  void anAdapterThatCallsUseCasesAndHasNoSuiteIsCaught() throws Exception {
    Path project = copy("broken");
    Files.delete(project.resolve("src/test").resolve(PACKAGE).resolve("SqliteStoreMarkTest.java"));
    Files.writeString(
        project.resolve("src/main").resolve(PACKAGE).resolve("CallsBack.java"),
        """
        package com.example.piecemeal.sqlite;

        record CallsBack(io.piecemeal.application.port.in.AppendChunk append) {}
        """);

    assertThat(verified(project))
        .contains("SqliteStoreMark has no test that extends StoreMarkContract")
        .contains("must not: Field <com.example.piecemeal.sqlite.CallsBack.append>")
        .contains("BUILD FAILURE");
  }

  private static Path copy(String name) throws IOException {
    Path target = work.resolve(name);
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(file -> !file.startsWith(EXAMPLE.resolve("target"))).toList()) {
        Files.copy(
            file,
            target.resolve(EXAMPLE.relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return target;
  }

  /** What {@code mvn verify} said. */
  private static String verified(Path project) throws IOException, InterruptedException {
    Path log = work.resolve(project.getFileName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                System.getProperty("piecemeal.maven") + "/bin/mvn",
                "--batch-mode",
                "--settings=" + work.resolve("settings.xml"),
                "-Dmaven.repo.local=" + work.resolve("repository"),
                "-Dpiecemeal.version=" + System.getProperty("piecemeal.version"),
                "verify")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven = builder.start();
    try {
      assertThat(maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as(maven.toString()).isTrue();
      return Files.readString(log);
    } finally {
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly();
      System.out.print(Files.readString(log));
    }
  }
}
