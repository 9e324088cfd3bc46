package io.piecemeal.architecture;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a {@link Place} is for. It decides which other places it sees, and what it has of the JDK.
 */
public enum Kind {
  /** Rules and their words: pure Java, without input and output. */
  DOMAIN,

  /** What a driving adapter calls. */
  PORTS_IN,

  /** What a driven adapter implements. */
  PORTS_OUT,

  /** They pass streams and channels on and digest them, and open none. */
  USE_CASES,

  /** A library of the project that is as pure as its domain, which it does not know. */
  PURE_LIBRARY,

  /** A library of the project that does not know the hexagon. */
  LIBRARY,

  /** What several driving adapters stand on. */
  DRIVING_LIBRARY,

  /** Lets callers use the use cases. */
  DRIVING_ADAPTER,

  /**
   * Is used by the use cases. Has the JDK's language, utilities, time, streams, buffers, sockets
   * and digests without naming them, as all but the core and pure libraries do.
   */
  DRIVEN_ADAPTER,

  /** Contract suites, and fakes that pass them. */
  TESTKIT,

  /** Wires the others: sees all of them but the testkit. */
  BOOTSTRAP;

  boolean isCore() {
    return switch (this) {
      case DOMAIN, PORTS_IN, PORTS_OUT, USE_CASES -> true;
      case PURE_LIBRARY, LIBRARY, DRIVING_LIBRARY -> false;
      case DRIVING_ADAPTER, DRIVEN_ADAPTER, TESTKIT, BOOTSTRAP -> false;
    };
  }

  boolean sees(Kind other) {
    return switch (this) {
      case DOMAIN, PURE_LIBRARY, LIBRARY -> false;
      case PORTS_IN, PORTS_OUT -> other == DOMAIN;
      case DRIVING_LIBRARY, DRIVING_ADAPTER -> other == DOMAIN || other == PORTS_IN;
      case DRIVEN_ADAPTER -> other == DOMAIN || other == PORTS_OUT;
      case USE_CASES, TESTKIT -> other.isCore() && other != USE_CASES;
      case BOOTSTRAP -> other != TESTKIT;
    };
  }

  /** What it may use of the JDK: patterns of packages, and names of classes. */
  List<String> jdk() {
    return switch (this) {
      case DOMAIN, PURE_LIBRARY -> Jdk.PURE;
      case PORTS_IN, PORTS_OUT, USE_CASES -> Jdk.STREAMS;
      case LIBRARY, DRIVING_LIBRARY, DRIVING_ADAPTER -> Jdk.COMMON;
      case DRIVEN_ADAPTER, TESTKIT, BOOTSTRAP -> Jdk.COMMON;
    };
  }

  /** Whether a place of this kind may be built on one of the other. */
  boolean mayStandOn(Kind library) {
    return switch (library) {
      case PURE_LIBRARY, LIBRARY -> !isCore();
      case DRIVING_LIBRARY -> this == DRIVING_ADAPTER || this == DRIVING_LIBRARY;
      case DOMAIN, PORTS_IN, PORTS_OUT, USE_CASES -> false;
      case DRIVING_ADAPTER, DRIVEN_ADAPTER, TESTKIT, BOOTSTRAP -> false;
    };
  }

  private static final class Jdk {

    private static final String NULLNESS = "org.jspecify.annotations";

    /**
     * The language, and three things besides: names are compared in one Unicode form, which only
     * {@code java.text.Normalizer} makes; text becomes bytes to be counted and compared, which
     * takes a charset; nullness annotations have no effect at run time. Of {@code java.text} these
     * classes, by name: the rest of that package formats for people.
     */
    static final List<String> PURE =
        List.of(
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.nio.charset",
            "java.text.Normalizer",
            "java.text.Normalizer$Form",
            NULLNESS);

    static final List<String> STREAMS =
        Stream.concat(
                PURE.stream(),
                Stream.of("java.io", "java.security", "java.nio", "java.nio.channels"))
            .toList();

    /** Neither {@code java.sql} nor {@code java.net.http}. */
    static final List<String> COMMON =
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

    private Jdk() {}
  }
}
