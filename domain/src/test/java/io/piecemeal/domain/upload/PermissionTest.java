package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Credential;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PermissionTest {

  private static final Caller READER =
      new Caller(new Owner("alice"), new Credential.FixedKey(), Set.of(Scope.READ));

  @Test
  void aCallerActsForItsOwnerWithinItsScopes() {
    assertThat(Permission.require(READER, Scope.READ)).isEqualTo(new Owner("alice"));
    assertRefused(
        new Refusal.ScopeMissing(Scope.WRITE), () -> Permission.require(READER, Scope.WRITE));
  }
}
