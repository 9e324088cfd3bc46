package io.piecemeal.faults.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.faults.subject.Mutant;
import io.piecemeal.harness.service.ServiceJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change of a mutated class has to reach its mutants, which no other build step compiles. */
class MutantsIT {

  @TempDir private Path work;

  @ParameterizedTest
  @EnumSource
  void aMutantFitsThePackagedService(Mutant mutant) throws IOException {
    Optional<ServiceJar> jar = ServiceJar.of(Harness.home());
    assumeTrue(jar.isPresent(), "the service is not packaged: mvn verify does");

    assertThat(mutant.compile(jar.orElseThrow(), work))
        .isDirectoryRecursivelyContaining("glob:**.class");
  }
}
