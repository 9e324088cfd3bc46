package io.piecemeal.bootstrap.architecture;

import java.util.List;
import java.util.stream.Stream;

/**
 * A tiny hexagon with culprits that break one rule, and neighbours that keep it.
 *
 * @param name of its package
 * @param culprits each of these is in some violation, and each violation has one of these
 */
record Fixture(String name, HexagonRule broken, List<String> culprits) {

  static Stream<Fixture> all() {
    return Stream.of(
        breaking(
            "impuredomain",
            HexagonRule.DOMAIN_IS_PURE,
            "domain.KeepsAPath.",
            "domain.FormatsText.",
            "KnowsAUseCase."),
        breaking(
            "leakyapplication",
            HexagonRule.APPLICATION_SEES_THE_DOMAIN,
            "upload.KeepsAPath.",
            "upload.KnowsADatabase."),
        breaking(
            "drivingpasttheports",
            HexagonRule.DRIVING_ADAPTERS_SEE_PORTS_IN,
            "http.UsesThePort.",
            "http.UsesTheService."),
        breaking(
            "drivencallingback",
            HexagonRule.DRIVEN_ADAPTERS_SEE_PORTS_OUT,
            "persistence.UsesThePort.",
            "persistence.UsesTheService."),
        breaking("adaptersmeeting", HexagonRule.ADAPTERS_ARE_STRANGERS, "http.AsksTheDisk."),
        breaking(
            "outsideseen",
            HexagonRule.ONLY_BOOTSTRAP_SEES_ADAPTERS,
            "testkit.KnowsTheDisk.",
            "http.KnowsTheSettings.",
            "http.StartsAServer.",
            "http.UsesAFake."),
        breaking(
            "strayvendors",
            HexagonRule.VENDORS_STAY_IN_THEIR_MODULE,
            "http.SpeaksSql.",
            "persistence.SpeaksHttpToo.",
            "persistence.CallsTheWeb.",
            "persistence.ReadsArguments.",
            "bootstrap.ReadsJson.",
            "postgres.LogsByVendor.",
            "testkit.CachesByVendor."),
        breaking(
            "loosesignatures",
            HexagonRule.PORTS_SPEAK_THE_DOMAIN,
            "TakesBytes.take",
            "TakesPieces.take",
            "TakesAMap.take",
            "TakesTrueOrFalse.take",
            "GivesNumbers.numbers",
            "GivesALock.lock",
            "ThrowsTimeouts.run",
            "LooseCommand.overwrite"),
        breaking(
            "packagecycle", HexagonRule.PACKAGES_HAVE_NO_CYCLES, "packagecycle.adapters.http.wire"),
        breaking(
            "unprovenports",
            HexagonRule.DRIVEN_PORTS_ARE_PROVEN,
            "UntestedStore has no test",
            "DisabledStore has no test",
            "UnrunStore has no test",
            "IndexWithoutSuite has no test",
            "UntestedFake has no test"),
        breaking(
            "worldlycore",
            HexagonRule.CORE_IS_TOLD_ABOUT_THE_WORLD,
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
            "java.time.ZoneId.systemDefault()"),
        breaking(
            "strayplaces", HexagonRule.EVERY_CLASS_HAS_A_PLACE, "mail.Sender", "jobs.Sweeper"));
  }

  private static Fixture breaking(String name, HexagonRule broken, String... culprits) {
    return new Fixture(name, broken, List.of(culprits));
  }

  Code code() {
    return Code.ofFixture(Fixture.class.getPackageName() + ".fixtures." + name);
  }

  @Override
  public String toString() {
    return name;
  }
}
