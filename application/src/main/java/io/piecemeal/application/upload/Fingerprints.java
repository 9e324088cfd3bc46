package io.piecemeal.application.upload;

import io.piecemeal.application.object.Digests;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StoreFile.Trailer;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import java.time.Duration;
import java.util.Optional;

/**
 * Digests of everything that a request asks for. Fields are written with their lengths in front of
 * them, so that no two requests are written alike.
 */
final class Fingerprints {

  private Fingerprints() {}

  static Sha256 of(OpenCommand command) {
    return Digests.sha256(
        field("open")
            + field(command.name().value())
            + field(command.contentType().value())
            + field(command.declared().size().map(ByteCount::toString))
            + field(command.declared().sha256().map(Sha256::hex))
            + terms(command.terms())
            + lifetime(command.lifetime()));
  }

  /**
   * @param content the digest of what the command's stream held
   * @param trailer what came behind it
   */
  static Sha256 of(StoreCommand command, Sha256 content, Trailer trailer) {
    return Digests.sha256(
        field("store")
            + field(command.name().value())
            + field(command.contentType().value())
            + field(content.hex())
            + terms(command.terms())
            + trailer.metadata().map(told -> field("trailer") + metadata(told)).orElse("")
            + lifetime(trailer.lifetime()));
  }

  /**
   * Nothing for those that were asked for before there were terms: their requests may come again.
   */
  private static String terms(SessionTerms terms) {
    return terms.equals(SessionTerms.NONE)
        ? ""
        : field("terms")
            + terms.metadata().map(Fingerprints::metadata).orElse("-")
            + role(terms.role())
            + rewinds(terms.rewinds());
  }

  private static String metadata(Metadata metadata) {
    return field(metadata.dialect()) + field(metadata.text());
  }

  private static String role(Role role) {
    return switch (role) {
      case Role.Whole _ -> field("whole");
      case Role.OfParts _ -> field("parts");
      case Role.Part part -> field("part") + field(part.of().map(FileId::value));
    };
  }

  private static String rewinds(SessionTerms.Rewinds rewinds) {
    return switch (rewinds) {
      case ALLOWED -> field("rewinds");
      case NEVER -> field("never");
    };
  }

  private static String lifetime(Optional<Duration> lifetime) {
    return lifetime.map(time -> field("lifetime") + field(time.toString())).orElse("");
  }

  private static String field(String value) {
    return value.length() + ":" + value + ",";
  }

  private static String field(Optional<String> value) {
    return value.map(Fingerprints::field).orElse("-");
  }
}
