package io.piecemeal.adapters.persistence.postgres;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which rights a role of the database lacks, where something failed for want of them. */
public final class MissingRights {

  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final Pattern SCHEMA = Pattern.compile("for schema (\\S+)");

  private MissingRights() {}

  /**
   * What was refused, and what has to be granted.
   *
   * @param role as which the database was used
   * @return empty if the failure has another reason
   */
  public static Optional<String> in(Exception failure, String role) {
    return SqlFailures.in(failure)
        .filter(refusal -> INSUFFICIENT_PRIVILEGE.equals(refusal.getSQLState()))
        .map(refusal -> words(refusal, role));
  }

  private static String words(SQLException refusal, String role) {
    String message = String.valueOf(refusal.getMessage()).lines().findFirst().orElse("");
    Matcher schema = SCHEMA.matcher(message);
    return "the role %s lacks rights: %s. It has to own the tables of the service; let the owner of the database run GRANT USAGE, CREATE ON SCHEMA %s TO %s"
        .formatted(role, message, schema.find() ? schema.group(1) : "public", quoted(role));
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
