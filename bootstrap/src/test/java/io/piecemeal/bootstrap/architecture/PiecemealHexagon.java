package io.piecemeal.bootstrap.architecture;

import io.piecemeal.architecture.Code;
import io.piecemeal.architecture.Hexagon;
import io.piecemeal.architecture.Kind;
import io.piecemeal.architecture.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The places of Piecemeal. A new adapter is declared here, with what it uses from outside. */
final class PiecemealHexagon {

  private static final String ROOT = "io.piecemeal";

  private static final Place CHUNK_CODEC =
      Place.of(Kind.PURE_LIBRARY, "io.piecemeal.chunk.codec")
          .using("java.io", "java.math", "java.nio");

  private static final Place HTTP_SERVER =
      beans(Kind.DRIVING_LIBRARY, "io.piecemeal.http.server")
          .on(CHUNK_CODEC)
          .using(
              "io.micronaut.http..",
              "io.micronaut.buffer.netty",
              "io.micronaut.json",
              "io.micronaut.web.router..",
              "io.micronaut.runtime.graceful",
              "io.micronaut.scheduling..",
              "io.micronaut.security..",
              "io.micronaut.serde..",
              "io.netty..",
              "io.github.bucket4j..",
              "io.micrometer..",
              "com.fasterxml.jackson..",
              "javax.net.ssl",
              "javax.security.auth.x500",
              "org.reactivestreams",
              "org.slf4j.spi",
              "reactor.core..");

  private static final Place HTTP_ADAPTER =
      beans(Kind.DRIVING_ADAPTER, "io.piecemeal.adapters.http")
          .on(HTTP_SERVER, CHUNK_CODEC)
          .using(
              "io.micronaut.http..",
              "io.micronaut.json",
              "io.micronaut.web.router..",
              "io.micronaut.scheduling..",
              "io.micronaut.security..",
              "io.micronaut.serde..",
              "io.netty..",
              "io.micrometer..",
              "com.fasterxml.jackson..");

  private static final Place ADMIN_ADAPTER =
      beans(Kind.DRIVING_ADAPTER, "io.piecemeal.adapters.admin")
          .on(HTTP_SERVER)
          .using("io.micronaut.http..", "io.micronaut.scheduling..", "io.micronaut.security..");

  private static final Place TUS_ADAPTER =
      beans(Kind.DRIVING_ADAPTER, "io.piecemeal.adapters.tus")
          .on(HTTP_SERVER)
          .using(
              "io.micronaut.core..",
              "io.micronaut.http..",
              "io.micronaut.scheduling..",
              "io.micronaut.security..");

  private static final Place OPENAI_ADAPTER =
      beans(Kind.DRIVING_ADAPTER, "io.piecemeal.adapters.openai")
          .on(HTTP_SERVER, CHUNK_CODEC)
          .using(
              "io.micronaut.http..",
              "io.micronaut.scheduling..",
              "io.micronaut.security..",
              "com.fasterxml.jackson.core..");

  private static final Place MCP_PROTOCOL =
      Place.of(Kind.LIBRARY, "io.piecemeal.mcp.protocol")
          .on(CHUNK_CODEC)
          .using("io.modelcontextprotocol..", "tools.jackson..");

  private static final Place MCP_ADAPTER =
      beans(Kind.DRIVING_ADAPTER, "io.piecemeal.adapters.mcp")
          .on(MCP_PROTOCOL, HTTP_SERVER, CHUNK_CODEC)
          .using(
              "io.micronaut.http..",
              "io.micronaut.security..",
              "io.netty.handler.codec.http..",
              "io.modelcontextprotocol..",
              "javax.crypto..",
              "tools.jackson..",
              "reactor.core..");

  private static final Place BATCHING = Place.of(Kind.PURE_LIBRARY, "io.piecemeal.batching");

  private static final Place PERSISTENCE_ADAPTER =
      beans(Kind.DRIVEN_ADAPTER, "io.piecemeal.adapters.persistence")
          .on(BATCHING)
          .using(
              "java.sql",
              "javax.sql",
              "io.micronaut.configuration.jdbc.hikari",
              "io.micronaut.data..",
              "io.micronaut.jdbc..",
              "io.micronaut.transaction..",
              "org.postgresql..",
              "org.flywaydb.core..",
              "com.zaxxer.hikari..",
              "com.github.benmanes.caffeine.cache..");

  private static final Place S3_ADAPTER =
      Place.of(Kind.DRIVEN_ADAPTER, "io.piecemeal.adapters.s3")
          .on(BATCHING)
          .using("software.amazon.awssdk..");

  /** Knows nothing of what is sent, or why. */
  private static final Place OUTBOUND =
      Place.of(Kind.LIBRARY, "io.piecemeal.outbound").using("javax.net.ssl", "org.apache.hc..");

  private static final Place WEBHOOKS_ADAPTER =
      Place.of(Kind.DRIVEN_ADAPTER, "io.piecemeal.adapters.webhooks")
          .on(OUTBOUND)
          .using("com.fasterxml.jackson.core..", "javax.crypto..");

  private static final Place REMOTE_ADAPTER =
      Place.of(Kind.DRIVEN_ADAPTER, "io.piecemeal.adapters.remote").on(OUTBOUND).using("org.slf4j");

  private static final Place SCAN_ADAPTER =
      Place.of(Kind.DRIVEN_ADAPTER, "io.piecemeal.adapters.scan").using("org.apache.tika");

  private static final Place EMBEDDED_POSTGRES =
      Place.of(Kind.LIBRARY, "io.piecemeal.embedded.postgres")
          .using("javax.net", "org.apache.commons.compress.archivers..", "org.tukaani.xz");

  /** A client of the service: nothing of the hexagon knows it but the command that starts it. */
  private static final Place MCP_BRIDGE =
      Place.of(Kind.LIBRARY, "io.piecemeal.mcp.stdio")
          .using("java.net.http", "javax.net.ssl", "org.slf4j", "tools.jackson..");

  /** A client of the service, for programs of others: nothing of the hexagon knows it. */
  private static final Place CLIENT =
      Place.of(Kind.LIBRARY, "io.piecemeal.client").using("java.net.http", "javax.net.ssl");

  /** Commands on the client. */
  private static final Place CLI =
      Place.of(Kind.LIBRARY, "io.piecemeal.cli")
          .on(CLIENT)
          .using("com.sun.net.httpserver", "picocli..");

  /** Knows nothing of what its tokens let in. */
  private static final Place OIDC =
      Place.of(Kind.LIBRARY, "io.piecemeal.oidc")
          .using("java.net.http", "org.jose4j..", "org.slf4j");

  /** Nothing of the hexagon knows it but the wiring. */
  private static final Place TELEMETRY =
      Place.of(Kind.LIBRARY, "io.piecemeal.telemetry").using("io.opentelemetry..");

  private static final Place BOOTSTRAP =
      beans(Kind.BOOTSTRAP, "io.piecemeal.bootstrap")
          .on(BATCHING)
          .using(
              "com.sun.management",
              "io.micrometer..",
              "io.micronaut.inject.qualifiers",
              "io.micronaut.json",
              "io.micronaut.runtime..",
              "io.micronaut.scheduling..",
              "jakarta.annotation",
              "org.slf4j.spi",
              "org.snakeyaml.engine..",
              "picocli..");

  private static final Place ARCHITECTURE_RULES =
      Place.of(Kind.LIBRARY, "io.piecemeal.architecture")
          .using("com.tngtech.archunit..", "org.junit.jupiter.api..");

  private PiecemealHexagon() {}

  static Code code() {
    return Code.of(
        Hexagon.of(
            ROOT,
            ROOT,
            CHUNK_CODEC,
            HTTP_SERVER,
            HTTP_ADAPTER,
            ADMIN_ADAPTER,
            TUS_ADAPTER,
            OPENAI_ADAPTER,
            MCP_PROTOCOL,
            MCP_ADAPTER,
            BATCHING,
            PERSISTENCE_ADAPTER,
            S3_ADAPTER,
            WEBHOOKS_ADAPTER,
            REMOTE_ADAPTER,
            SCAN_ADAPTER,
            EMBEDDED_POSTGRES,
            MCP_BRIDGE,
            CLIENT,
            CLI,
            OIDC,
            OUTBOUND,
            TELEMETRY,
            BOOTSTRAP,
            ARCHITECTURE_RULES),
        compiledTests());
  }

  /** This class lies in {@code <project>/bootstrap/target/test-classes}. */
  static Path projectDirectory() {
    try {
      Path classes =
          Path.of(
              PiecemealHexagon.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolve("../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of all modules that are built: they are not on this module's class path. */
  private static Path[] compiledTests() {
    try (Stream<Path> modules = Files.list(projectDirectory())) {
      return modules
          .map(module -> module.resolve("target/test-classes/io/piecemeal"))
          .filter(Files::isDirectory)
          .toArray(Path[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Place beans(Kind kind, String root) {
    return Place.of(kind, root)
        .using("io.micronaut.context..", "io.micronaut.core..", "jakarta.inject", "org.slf4j");
  }
}
