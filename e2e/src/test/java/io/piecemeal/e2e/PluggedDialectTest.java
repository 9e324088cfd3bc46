package io.piecemeal.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dialect that came as a jar: a controller and what the server has to know of it. */
class PluggedDialectTest {

  private static final int SIZE = 6_000_000;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final String SOURCE =
      """
      package com.example.put;

      import io.micronaut.http.*;
      import io.micronaut.http.annotation.*;
      import io.micronaut.scheduling.TaskExecutors;
      import io.micronaut.scheduling.annotation.ExecuteOn;
      import io.micronaut.security.annotation.Secured;
      import io.micronaut.security.authentication.Authentication;
      import io.micronaut.security.rules.SecurityRule;
      import io.piecemeal.application.port.in.StoreFile;
      import io.piecemeal.domain.access.Scope;
      import io.piecemeal.domain.upload.*;
      import io.piecemeal.http.server.adapter.*;
      import io.piecemeal.http.server.call.CallArguments;
      import io.piecemeal.http.server.guard.GuardedUploads;
      import io.piecemeal.http.server.metrics.ChunkCounts.Result;
      import io.piecemeal.http.server.request.AwaitedBody;
      import jakarta.inject.Singleton;
      import java.io.InputStream;
      import java.util.*;

      @Controller("/put")
      @Secured(SecurityRule.IS_AUTHENTICATED)
      @ExecuteOn(TaskExecutors.BLOCKING)
      @Consumes(MediaType.ALL)
      final class PutController {
        private final StoreFile store;
        private final GuardedUploads uploads;

        PutController(StoreFile store, GuardedUploads uploads) {
          this.store = store;
          this.uploads = uploads;
        }

        @CustomHttpMethod(method = "STORE", value = "/{name}")
        @Produces(MediaType.TEXT_PLAIN)
        String put(HttpRequest<?> request, Authentication caller, String name) throws Exception {
          try (InputStream body = AwaitedBody.of(request)) {
            return uploads
                .receive(
                    PutFacts.PUT,
                    CallArguments.owner(caller),
                    body,
                    paced ->
                        store.store(
                            new StoreFile.StoreCommand(
                                CallArguments.owner(caller),
                                FileName.of(name),
                                ContentType.OCTET_STREAM,
                                SessionTerms.NONE,
                                paced)),
                    file -> Result.kept(file.size()))
                .id()
                .toString();
          }
        }
      }

      @Singleton
      final class PutFacts implements AdapterFacts {
        static final Dialect PUT = new Dialect("put");

        @Override
        public List<Dialect> dialects() {
          return List.of(PUT);
        }

        @Override
        public List<String> methods() {
          return List.of("STORE");
        }

        @Override
        public List<String> streams() {
          return List.of("/put");
        }
      }
      """;

  @TempDir private static Path plugins;

  @BeforeAll
  static void compile(@TempDir Path work) throws IOException {
    Path source = work.resolve("com/example/put/PutController.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, SOURCE);
    Path classes = Files.createDirectory(work.resolve("classes"));
    JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter output = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      String classPath = System.getProperty("java.class.path");
      boolean compiled =
          compiler
              .getTask(
                  output,
                  files,
                  null,
                  List.of(
                      "-d",
                      classes.toString(),
                      "-proc:full",
                      "-parameters",
                      "-processorpath",
                      classPath),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(output.toString()).isTrue();
    }
    pack(classes, plugins.resolve("put.jar"));
  }

  /** With entries for folders, as Maven's jars have them: the framework looks beans up by these. */
  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(path -> !path.equals(classes)).toList()) {
        String name = classes.relativize(path).toString();
        if (Files.isDirectory(path)) {
          out.putNextEntry(new ZipEntry(name + "/"));
        } else {
          out.putNextEntry(new ZipEntry(name));
          Files.copy(path, out);
        }
      }
    }
  }

  /** Not by the caller's client, which holds each exchange against the OpenAPI document. */
  private static HttpResponse<String> store(Caller caller, String path, byte[] bytes)
      throws IOException, InterruptedException {
    return CLIENT.send(
        caller.request(path).method("STORE", BodyPublishers.ofByteArray(bytes)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void itsPathsMethodsAndMetricsAreThoseOfTheService() throws Exception {
    byte[] bytes = Bytes.patterned(SIZE);
    try (InProcessService service =
        TestService.alone(TestService.newDataDirectory(), "--plugins", plugins.toString())) {
      Caller alice = new Caller(service.port(), TestService.ALICE);
      HttpResponse<String> stored = store(alice, "/put/a.bin", bytes);

      assertThat(alice.bytes(stored.body())).isEqualTo(bytes);
      assertThat(alice.get("/metrics").body())
          .contains("piecemeal_chunks_total{dialect=\"put\",outcome=\"kept\"} 1.0");
      assertThat(store(alice, "/files", new byte[1]).statusCode()).isEqualTo(405);
      HttpResponse<String> other =
          CLIENT.send(alice.request("/put/a.bin").build(), BodyHandlers.ofString());
      assertThat(other.headers().firstValue("Allow")).contains("STORE");
    }
  }

  @Test
  void withoutTheJarThereIsNoneOfThem() throws Exception {
    Caller alice = Caller.alice();
    assertThat(store(alice, "/put/a.bin", new byte[1]).statusCode()).isEqualTo(501);
  }
}
