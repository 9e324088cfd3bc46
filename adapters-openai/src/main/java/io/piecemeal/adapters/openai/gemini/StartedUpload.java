package io.piecemeal.adapters.openai.gemini;

import io.piecemeal.adapters.openai.body.JsonObject;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** What a client says of a file before it sends its bytes, in fields and in the body. */
record StartedUpload(FileName name, ContentType type, Optional<ByteCount> size) {

  private static final FileName UNNAMED = new FileName("file");

  /**
   * Reads it.
   *
   * @throws RequestRejected if the body has what is not known, or another size than the fields
   */
  static StartedUpload read(Commands commands, InputStream body) throws IOException {
    JsonObject file =
        JsonObject.read(body, Set.of("file"))
            .object("file", Set.of("displayName", "mimeType", "sizeBytes", "name"));
    if (file.text("name").isPresent()) {
      throw RequestRejected.invalidField(
          "file[name]", "names are given by the service; leave it out");
    }
    Optional<ByteCount> size = file.countOrDigits("sizeBytes").map(ByteCount::new);
    if (size.isPresent() && commands.size().isPresent() && !size.equals(commands.size())) {
      throw RequestRejected.invalidField(
          "file[sizeBytes]", "it is another size than that of the fields");
    }
    return new StartedUpload(
        file.text("displayName").or(commands::fileName).map(FileName::of).orElse(UNNAMED),
        file.text("mimeType")
            .or(commands::type)
            .map(ContentType::of)
            .orElse(ContentType.OCTET_STREAM),
        commands.size().or(() -> size));
  }

  OpenCommand command(Owner owner) {
    return new OpenCommand(
        owner, name, type, new Declaration(size, Optional.empty()), SessionTerms.NONE);
  }
}
