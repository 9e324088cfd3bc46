package io.piecemeal.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.application.port.in.ManageOwners.OwnerDetail;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do and what its owner has.
 *
 * @param scope as of a token (RFC 6749)
 * @param usedBytes that are charged to the owner, also by what was deleted until it is gone
 * @param files in reach, complete or not
 */
@Serdeable.Serializable
public record UsageView(
    String owner,
    String scope,
    @JsonProperty("used_bytes") long usedBytes,
    long files,
    @JsonProperty("open_sessions") long openSessions,
    @JsonProperty("quota_bytes") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long quotaBytes,
    @JsonProperty("quota_open_sessions") @JsonInclude(JsonInclude.Include.ALWAYS)
        @Nullable Integer quotaOpenSessions) {

  /** As the caller sees it; a quota that is none is null. */
  public static UsageView of(Caller caller, OwnerDetail owner) {
    return new UsageView(
        caller.owner().value(),
        Scope.write(caller.scopes()),
        owner.standing().bytes().value(),
        owner.files(),
        owner.openSessions(),
        owner.quota().bytes().map(ByteCount::value).orElse(null),
        owner.quota().openSessions().isPresent()
            ? Integer.valueOf(owner.quota().openSessions().getAsInt())
            : null);
  }
}
