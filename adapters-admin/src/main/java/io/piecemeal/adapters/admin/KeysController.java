package io.piecemeal.adapters.admin;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.application.port.in.ManageKeys.IssuedKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.http.server.json.Members;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes, shows, replaces and revokes keys of all owners. */
@Controller("/admin/keys")
@Secured(AdminRole.NAME)
@ExecuteOn(TaskExecutors.BLOCKING)
final class KeysController {

  private static final Duration OVERLAP = Duration.ofHours(24);

  private final ManageKeys keys;

  KeysController(ManageKeys keys) {
    this.keys = keys;
  }

  @Get
  Map<String, Object> list() {
    return Map.of("data", keys.list().stream().map(KeyView::of).toList());
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  HttpResponse<?> create(@Body InputStream body) throws IOException {
    Members members;
    try (body) {
      members = Members.read(body, Set.of("owner", "label", "scope", "expires_in"));
    }
    return issued(keys.create(terms(members)));
  }

  private static KeyTerms terms(Members members) {
    return new KeyTerms(
        Fields.read("owner", members.requireText("owner"), Owner::new),
        members
            .text("label")
            .map(text -> Fields.read("label", text, KeyLabel::new))
            .orElse(KeyLabel.NONE),
        members
            .text("scope")
            .map(text -> Fields.read("scope", text, Scope::read))
            .orElse(Scope.OF_FILES),
        Fields.seconds(members, "expires_in", 1));
  }

  @Post("/{keyId}/rotate")
  @Consumes(MediaType.APPLICATION_JSON)
  HttpResponse<?> rotate(String keyId, @Nullable @Body InputStream body) throws IOException {
    Members members;
    try (body) {
      members = Members.readOptional(body, Set.of("overlap"));
    }
    Duration overlap = Fields.seconds(members, "overlap", 0).orElse(OVERLAP);
    return issued(
        KeyId.parse(keyId)
            .flatMap(key -> keys.rotate(key, overlap))
            .orElseThrow(() -> Fields.notFound("There is no such key that may still be used.")));
  }

  @Delete("/{keyId}")
  HttpResponse<?> revoke(String keyId) {
    return switch (KeyId.parse(keyId).map(keys::revoke).orElse(ManageKeys.Revocation.NO_SUCH_KEY)) {
      case REVOKED -> HttpResponse.noContent();
      case NO_SUCH_KEY -> throw Fields.notFound("There is no such key.");
    };
  }

  private static HttpResponse<?> issued(IssuedKey key) {
    return HttpResponse.created(KeyView.of(key)).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
