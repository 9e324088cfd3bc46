package io.piecemeal.http.server.request;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Content-Digest and Repr-Digest (RFC 9530), by SHA-256; other algorithms are passed over. */
public final class DigestField {

  private static final Pattern MEMBER = Pattern.compile("(?:^|,)[ \t]*sha-256=([^,]*)");
  private static final Pattern BYTES = Pattern.compile(":([A-Za-z0-9+/]{43}=):(?:;.*)?");

  private static final Pattern WANTED =
      Pattern.compile("(?:^|,)[ \t]*sha-256=(?:[1-9]|10)(?=[ \t]*(?:[,;]|$))");

  private DigestField() {}

  /**
   * The digest that the field gives.
   *
   * @throws RequestRejected if it names the algorithm, and what follows is no digest: its sender
   *     relies on it
   */
  public static Optional<Sha256> read(HttpHeaders headers, String name) {
    Matcher member = MEMBER.matcher(String.join(",", headers.getAll(name)));
    if (!member.find()) {
      return Optional.empty();
    }
    Matcher bytes = BYTES.matcher(member.group(1).strip());
    if (!bytes.matches()) {
      throw new RequestRejected(
          Problem.of(
              ProblemKind.BAD_REQUEST,
              "The field %s is refused: send 'sha-256=:…:' with the 32 bytes in Base64."
                  .formatted(name)));
    }
    return Optional.of(Sha256.of(Base64.getDecoder().decode(bytes.group(1))));
  }

  /** Whether a {@code Want-Repr-Digest} asks for this algorithm; 0 stands for not. */
  public static boolean isWanted(HttpHeaders headers) {
    return WANTED.matcher(String.join(",", headers.getAll("Want-Repr-Digest"))).find();
  }

  public static String write(Sha256 digest) {
    return "sha-256=:%s:".formatted(Base64.getEncoder().encodeToString(digest.bytes()));
  }
}
