package io.piecemeal.adapters.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.piecemeal.application.port.in.ManageOwners;
import io.piecemeal.application.port.in.ManageOwners.OwnerDetail;
import io.piecemeal.application.port.in.ManageOwners.OwnerStanding;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.ScanPolicy;
import io.piecemeal.http.server.json.Members;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.text.WireNames;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What owners have, and what each may have. */
@Controller("/admin/owners")
@Secured(AdminRole.NAME)
@ExecuteOn(TaskExecutors.BLOCKING)
final class OwnersController {

  private final ManageOwners owners;

  OwnersController(ManageOwners owners) {
    this.owners = owners;
  }

  @Get
  Map<String, Object> list() {
    return Map.of("data", owners.list().stream().map(OwnersController::view).toList());
  }

  @Get("/{owner}")
  Map<String, Object> find(String owner) {
    OwnerDetail found = owners.find(owner(owner));
    Map<String, Object> members = view(found.standing());
    members.put("files", found.files());
    members.put("open_sessions", found.openSessions());
    members.put("quota", view(found.quota()));
    members.put("scan", WireNames.of(found.scan()));
    return members;
  }

  @Put("/{owner}/quota")
  @Consumes(MediaType.APPLICATION_JSON)
  Map<String, Object> setQuota(String owner, @Body InputStream body) throws IOException {
    Members members;
    try (body) {
      members = Members.read(body, Set.of("bytes", "open_sessions"));
    }
    owners.setQuota(owner(owner), new Quota(members.count("bytes"), sessions(members)));
    return find(owner);
  }

  @Delete("/{owner}/quota")
  HttpResponse<?> resetQuota(String owner) {
    owners.resetQuota(owner(owner));
    return HttpResponse.noContent();
  }

  @Put("/{owner}/scan")
  @Consumes(MediaType.APPLICATION_JSON)
  Map<String, Object> setScan(String owner, @Body InputStream body) throws IOException {
    Members members;
    try (body) {
      members = Members.read(body, Set.of("policy"));
    }
    owners.setScan(owner(owner), policy(members.text("policy")));
    return find(owner);
  }

  @Delete("/{owner}/scan")
  HttpResponse<?> resetScan(String owner) {
    owners.resetScan(owner(owner));
    return HttpResponse.noContent();
  }

  private static ScanPolicy policy(Optional<String> text) {
    return switch (text.orElse("")) {
      case "all" -> ScanPolicy.ALL;
      case "none" -> ScanPolicy.NONE;
      default -> throw RequestRejected.invalidField("policy", "it is neither 'all' nor 'none'");
    };
  }

  private static OptionalInt sessions(Members members) {
    Optional<Long> sessions = members.count("open_sessions").map(count -> count.value());
    if (sessions.filter(many -> many > Integer.MAX_VALUE).isPresent()) {
      throw RequestRejected.invalidField("open_sessions", "it is more than 2147483647");
    }
    return sessions.map(Long::intValue).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static Owner owner(String text) {
    return Fields.read("owner", text, Owner::new);
  }

  private static Map<String, Object> view(OwnerStanding standing) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("owner", standing.owner().value());
    members.put("bytes", standing.bytes().value());
    standing.own().ifPresent(quota -> members.put("own_quota", view(quota)));
    standing.ownScan().ifPresent(policy -> members.put("own_scan", WireNames.of(policy)));
    return members;
  }

  /** A bound that is left out is none. */
  private static Map<String, Object> view(Quota quota) {
    Map<String, Object> members = new LinkedHashMap<>();
    quota.bytes().ifPresent(bytes -> members.put("bytes", bytes.value()));
    quota.openSessions().ifPresent(many -> members.put("open_sessions", many));
    return members;
  }
}
