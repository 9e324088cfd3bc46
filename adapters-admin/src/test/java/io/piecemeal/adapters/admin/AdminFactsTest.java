package io.piecemeal.adapters.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.annotation.Controller;
import io.micronaut.security.annotation.Secured;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.http.server.adapter.ScopeRule;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing here is done without the scope for it. */
final class AdminFactsTest {

  @ParameterizedTest
  @CsvSource({
    "GET, /admin",
    "POST, /admin/keys",
    "DELETE, /admin/keys/0123456789abcdef",
    "GET, /admin/owners/alice",
    "POST, /admin/files/f/release"
  })
  void everyRequestAtOrBelowThePathNeedsTheScopeOfOperators(String method, String path) {
    assertThat(needed(method, path)).containsExactly(Optional.of(Scope.ADMIN));
  }

  @ParameterizedTest
  @CsvSource({"GET, /administration", "GET, /files/admin", "POST, /"})
  void otherPathsAreNoneOfItsBusiness(String method, String path) {
    assertThat(needed(method, path)).isEmpty();
  }

  private static List<Optional<Scope>> needed(String method, String path) {
    return new AdminFacts()
        .scopes().stream().filter(rule -> rule.isFor(method, path)).map(ScopeRule::needed).toList();
  }

  /** However a path is written, so that the rule above does not see it. */
  @Test
  void everyControllerAsksForTheRoleAsWellAndLiesBelowThePath() throws Exception {
    assertThat(AdminRole.NAME).isEqualTo(Scope.ADMIN.wireName());
    List<Class<?>> controllers = controllers();
    assertThat(controllers).hasSizeGreaterThanOrEqualTo(5);
    for (Class<?> controller : controllers) {
      assertThat(controller.getAnnotation(Controller.class).value()).startsWith("/admin");
      Secured secured = controller.getAnnotation(Secured.class);
      assertThat(secured).as("%s", controller).isNotNull();
      assertThat(secured.value()).containsExactly(AdminRole.NAME);
    }
  }

  private static List<Class<?>> controllers()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path classes =
        Path.of(AdminFacts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> names;
    try (Stream<Path> files = Files.walk(classes)) {
      names =
          files
              .map(file -> classes.relativize(file).toString())
              .filter(file -> file.endsWith("Controller.class") && !file.contains("$"))
              .map(file -> file.replace(".class", "").replace('/', '.'))
              .toList();
    }
    List<Class<?>> controllers = new ArrayList<>();
    for (String name : names) {
      controllers.add(Class.forName(name));
    }
    return controllers;
  }
}
