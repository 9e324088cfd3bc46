package io.piecemeal.bootstrap.cli;

import io.micronaut.json.JsonMapper;
import io.piecemeal.application.port.in.ManageKeys.IssuedKey;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.Scope;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How keys are printed: in lines for people, or as JSON for programs. */
public final class KeyOutput {

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  void printIssued(CommandSpec spec, IssuedKey issued) {
    PrintWriter out = spec.commandLine().getOut();
    String token = issued.token().reveal();
    if (json) {
      Map<String, Object> members = members(issued.key());
      members.put("key", token);
      out.println(text(members));
    } else {
      out.println(token);
    }
  }

  void printAll(CommandSpec spec, List<ApiKey> keys) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(text(keys.stream().map(KeyOutput::members).toList()));
    } else {
      keys.forEach(key -> out.println(line(key)));
    }
  }

  private static String line(ApiKey key) {
    return "%s  %-20s  %-17s  created %s  used %s  %s%s"
        .formatted(
            key.id(),
            key.owner(),
            Scope.write(key.scopes()),
            key.createdAt(),
            key.lastUsedAt().map(Instant::toString).orElse("never"),
            key.label().value().isEmpty() ? "" : "\"" + key.label() + "\"  ",
            standing(key));
  }

  private static String standing(ApiKey key) {
    return key.revokedAt()
        .map(time -> "revoked " + time)
        .or(() -> key.expiresAt().map(time -> "until " + time))
        .orElse("active");
  }

  private static Map<String, Object> members(ApiKey key) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", key.id().value());
    members.put("owner", key.owner().value());
    members.put("label", key.label().value());
    members.put("scopes", key.scopes().stream().sorted().map(Scope::wireName).toList());
    members.put("created_at", key.createdAt().toString());
    key.expiresAt().ifPresent(time -> members.put("expires_at", time.toString()));
    key.revokedAt().ifPresent(time -> members.put("revoked_at", time.toString()));
    key.lastUsedAt().ifPresent(time -> members.put("last_used_at", time.toString()));
    return members;
  }

  private static String text(Object value) {
    try {
      return JsonMapper.createDefault().writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
