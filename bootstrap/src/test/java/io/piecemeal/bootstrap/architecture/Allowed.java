package io.piecemeal.bootstrap.architecture;

import java.util.List;
import java.util.stream.Stream;

/** What comes from outside, and which module may use it. What is not listed is forbidden. */
final class Allowed {

  private static final String NULLNESS = "org.jspecify.annotations";

  /**
   * The language, and three things besides: names are compared in one Unicode form, which only
   * {@code java.text.Normalizer} makes; text becomes bytes to be counted and compared, which takes
   * a charset; nullness annotations have no effect at run time.
   */
  static final List<String> DOMAIN =
      List.of("java.lang..", "java.util..", "java.time..", "java.nio.charset", NULLNESS);

  /** Classes of {@code java.text}, by name: the rest of that package formats for people. */
  static final List<String> DOMAIN_CLASSES =
      List.of("java.text.Normalizer", "java.text.Normalizer$Form");

  /** Use cases pass streams and channels on and digest them; they open none. */
  static final List<String> APPLICATION =
      List.of(
          "java.lang..",
          "java.util..",
          "java.time..",
          "java.io",
          "java.security",
          "java.nio",
          "java.nio.channels",
          "java.nio.charset",
          NULLNESS);

  /** Neither {@code java.sql} nor {@code java.net.http}. */
  private static final List<String> COMMON =
      List.of(
          "java.lang..",
          "java.util..",
          "java.time..",
          "java.io",
          "java.math",
          "java.net",
          "java.nio..",
          "java.security..",
          "java.text",
          NULLNESS);

  private static final List<String> BEANS =
      with(COMMON, "io.micronaut.context..", "io.micronaut.core..", "jakarta.inject", "org.slf4j");

  /** Decodes what it is handed; opens nothing. */
  static final List<String> CHUNK_CODEC =
      List.of("java.lang..", "java.util..", "java.io", "java.nio", "java.nio.charset", NULLNESS);

  static final List<String> HTTP_SERVER =
      with(
          BEANS,
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
          "com.sun.net.httpserver",
          "org.reactivestreams",
          "reactor.core..");

  static final List<String> HTTP_ADAPTER =
      with(
          BEANS,
          "io.micronaut.http..",
          "io.micronaut.json",
          "io.micronaut.web.router..",
          "io.micronaut.scheduling..",
          "io.micronaut.security..",
          "io.micronaut.serde..",
          "io.netty..",
          "io.micrometer..",
          "com.fasterxml.jackson..");

  static final List<String> MCP_PROTOCOL =
      with(COMMON, "io.modelcontextprotocol..", "tools.jackson..");

  static final List<String> MCP_ADAPTER =
      with(
          BEANS,
          "io.micronaut.http..",
          "io.micronaut.scheduling..",
          "io.micronaut.security..",
          "io.modelcontextprotocol..",
          "tools.jackson..",
          "reactor.core..");

  static final List<String> PERSISTENCE_ADAPTER =
      with(
          BEANS,
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

  static final List<String> BOOTSTRAP =
      with(
          BEANS,
          "com.sun.management",
          "java.lang.management",
          "io.micronaut.runtime..",
          "io.micronaut.scheduling..",
          "jakarta.annotation",
          "picocli..");

  static final List<String> EMBEDDED_POSTGRES =
      with(COMMON, "javax.net", "org.apache.commons.compress.archivers..", "org.tukaani.xz");

  static final List<String> MCP_BRIDGE =
      with(COMMON, "java.net.http", "javax.net.ssl", "org.slf4j", "tools.jackson..");

  static final List<String> TESTKIT =
      with(
          COMMON,
          "com.sun.management",
          "java.lang.management",
          "org.assertj.core.api..",
          "org.junit.jupiter.api..");

  private Allowed() {}

  /** Every pattern of every list. */
  static Stream<String> packages() {
    return Stream.of(
            DOMAIN,
            APPLICATION,
            CHUNK_CODEC,
            HTTP_SERVER,
            HTTP_ADAPTER,
            MCP_PROTOCOL,
            MCP_ADAPTER,
            PERSISTENCE_ADAPTER,
            BOOTSTRAP,
            EMBEDDED_POSTGRES,
            MCP_BRIDGE,
            TESTKIT)
        .flatMap(List::stream)
        .distinct();
  }

  private static List<String> with(List<String> packages, String... more) {
    return Stream.concat(packages.stream(), Stream.of(more)).toList();
  }
}
