package io.piecemeal.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static io.piecemeal.architecture.HexagonRule.CORE_IS_TOLD_ABOUT_THE_WORLD;
import static io.piecemeal.architecture.HexagonRule.DRIVEN_PORTS_ARE_PROVEN;
import static io.piecemeal.architecture.HexagonRule.EVERY_CLASS_HAS_A_PLACE;
import static io.piecemeal.architecture.HexagonRule.PACKAGES_HAVE_NO_CYCLES;
import static io.piecemeal.architecture.HexagonRule.PLACES_SEE_THEIR_NEIGHBOURS;
import static io.piecemeal.architecture.HexagonRule.PORTS_SPEAK_THE_DOMAIN;
import static io.piecemeal.architecture.HexagonRule.VENDORS_STAY_IN_THEIR_PLACE;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A tiny hexagon with culprits that break one rule, and neighbours that keep it.
 *
 * @param name of its package
 * @param culprits each of these is in some violation, and each violation has one of these
 */
record Fixture(String name, HexagonRule broken, List<String> culprits) {

  private static final Pattern NAMED_AS_TEST = Pattern.compile(".*/[^/]*Test[^/]*\\.class");

  static Stream<Fixture> all() {
    return Stream.of(
        breaking(
            "crossedwalls",
            PLACES_SEE_THEIR_NEIGHBOURS,
            "domain.KnowsAUseCase.",
            "in.KnowsTheStore.",
            "upload.StartsAServer.",
            "http.UsesTheStore.",
            "http.UsesTheService.",
            "http.AsksTheDisk.",
            "http.StartsAServer.",
            "http.UsesAFake.",
            "http.KnowsTheSettings.",
            "persistence.UsesTheUseCase.",
            "persistence.UsesTheService.",
            "persistence.Decodes.",
            "postgres.KnowsTheDomain.",
            "testkit.KnowsTheDisk.",
            "bootstrap.UsesAFake."),
        breaking(
            "strayvendors",
            VENDORS_STAY_IN_THEIR_PLACE,
            "domain.KeepsAPath.",
            "domain.FormatsText.",
            "upload.KeepsAPath.",
            "upload.KnowsADatabase.",
            "codec.KeepsAPath.",
            "http.SpeaksSql.",
            "persistence.SpeaksHttpToo.",
            "persistence.CallsTheWeb."),
        breaking(
            "loosesignatures",
            PORTS_SPEAK_THE_DOMAIN,
            "TakesBytes.take",
            "TakesPieces.take",
            "TakesAMap.take",
            "TakesTrueOrFalse.take",
            "GivesNumbers.numbers",
            "GivesALock.lock",
            "ThrowsTimeouts.run",
            "LooseCommand.overwrite"),
        breaking("packagecycle", PACKAGES_HAVE_NO_CYCLES, "packagecycle.adapters.http.wire"),
        breaking(
            "unprovenports",
            DRIVEN_PORTS_ARE_PROVEN,
            "UntestedStore has no test",
            "DisabledStore has no test",
            "UnrunStore has no test",
            "IndexWithoutSuite has no test",
            "UntestedFake has no test"),
        breaking(
            "worldlycore",
            CORE_IS_TOLD_ABOUT_THE_WORLD,
            "java.time.Instant.now()",
            "Readings.nowByReference()",
            "java.time.Clock.systemUTC()",
            "java.lang.System.currentTimeMillis()",
            "java.lang.System.nanoTime()",
            "java.util.Random.<init>",
            "java.security.SecureRandom.<init>",
            "java.util.SplittableRandom.<init>",
            "java.util.concurrent.ThreadLocalRandom.current()",
            "java.util.UUID.randomUUID()",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.time.ZoneId.systemDefault()",
            "java.io.FileInputStream.<init>",
            "java.nio.channels.SocketChannel.open",
            "java.lang.Thread.sleep"),
        breaking("strayplaces", EVERY_CLASS_HAS_A_PLACE, "mail.Sender", "jobs.Sweeper"));
  }

  private static Fixture breaking(String name, HexagonRule broken, String... culprits) {
    return new Fixture(name, broken, List.of(culprits));
  }

  /** Its own tests are told by their names. */
  Code code() {
    String root = Fixture.class.getPackageName() + ".fixtures." + name;
    JavaClasses production =
        new ClassFileImporter()
            .withImportOption(location -> !location.matches(NAMED_AS_TEST))
            .importPackages(root);
    return new Code(
        withoutVacancies(hexagon(root), production),
        production,
        new ClassFileImporter()
            .importPackages(root)
            .that(describe("are tests", type -> type.getSimpleName().contains("Test"))));
  }

  static Hexagon hexagon(String root) {
    Place codec = Place.of(Kind.PURE_LIBRARY, root + ".chunk.codec");
    return Hexagon.of(
        root,
        root,
        codec,
        Place.of(Kind.DRIVING_ADAPTER, root + ".adapters.http")
            .on(codec)
            .using("com.sun.net.httpserver"),
        Place.of(Kind.DRIVEN_ADAPTER, root + ".adapters.persistence").using("java.sql"),
        Place.of(Kind.LIBRARY, root + ".embedded.postgres"),
        Place.of(Kind.BOOTSTRAP, root + ".bootstrap"));
  }

  /** A fixture has no more than it needs to break its rule. */
  private static Hexagon withoutVacancies(Hexagon hexagon, JavaClasses production) {
    return new Hexagon(
        hexagon.root(),
        hexagon.places().stream()
            .filter(
                place -> production.stream().anyMatch(type -> hexagon.isIn(type, place::equals)))
            .toList());
  }

  @Override
  public String toString() {
    return name;
  }
}
