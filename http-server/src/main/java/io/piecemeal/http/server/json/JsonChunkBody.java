package io.piecemeal.http.server.json;

import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.in.ChunkSink;
import io.piecemeal.chunk.codec.ChunkBodyFault;
import io.piecemeal.chunk.codec.ChunkBodyRejected;
import io.piecemeal.chunk.codec.ChunkBodyScanner;
import io.piecemeal.chunk.codec.ChunkMembers;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A chunk as JSON, decoded while it arrives. */
public final class JsonChunkBody implements ChunkBody {

  private static final ChunkBodyScanner SCANNER = new ChunkBodyScanner();

  private final InputStream body;
  private final Repetition repetition;

  /** Whether the sender relies on it that the request does the same if it comes again. */
  public enum Repetition {
    /** It looks itself, or does without. */
    UNSAFE,
    /** It believes so: then the chunk has to say where it begins. */
    SAFE
  }

  /** One that is read from {@code body}, which stays open. */
  public JsonChunkBody(InputStream body) {
    this(body, Repetition.UNSAFE);
  }

  /** The same, of a sender who may rely on more. */
  public JsonChunkBody(InputStream body, Repetition repetition) {
    this.body = body;
    this.repetition = repetition;
  }

  @Override
  public ChunkTerms transferTo(ChunkSink sink) throws IOException {
    try {
      ChunkTerms terms = terms(SCANNER.scan(body, new SinkOutput(sink)));
      if (repetition == Repetition.SAFE && terms.offset().isEmpty()) {
        throw unsafe();
      }
      return terms;
    } catch (ChunkBodyRejected e) {
      throw rejection(e.fault());
    }
  }

  private static RequestRejected unsafe() {
    return new RequestRejected(
        Problem.of(
            ProblemKind.BAD_REQUEST,
            "'Idempotency-Key' counts at POST /uploads and POST /files only; nothing was appended."
                + " Send 'offset' with each chunk, which makes it safe to send again."));
  }

  private static ChunkTerms terms(ChunkMembers members) {
    Optional<ByteCount> offset =
        members.offset().isPresent()
            ? Optional.of(new ByteCount(members.offset().getAsLong()))
            : Optional.empty();
    ChunkPosition position =
        switch (members.completion()) {
          case LAST_CHUNK -> ChunkPosition.LAST;
          case MORE_MAY_FOLLOW -> ChunkPosition.MORE_MAY_FOLLOW;
        };
    return new ChunkTerms(offset, members.sha256().flatMap(Sha256::parse), position);
  }

  private static RuntimeException rejection(ChunkBodyFault fault) {
    return switch (fault) {
      case ChunkBodyFault.InvalidJson f ->
          new RequestRejected(
              Problem.of(
                      ProblemKind.INVALID_JSON,
                      "Send one JSON object in UTF-8: %s at byte %d."
                          .formatted(f.reason(), f.position()))
                  .with("position", f.position()));
      case ChunkBodyFault.MissingField f -> Members.missingField(f.name());
      case ChunkBodyFault.UnknownField f -> Members.unknownField(f.name(), ChunkMembers.NAMES);
      case ChunkBodyFault.InvalidField f -> RequestRejected.invalidField(f.name(), f.reason());
      case ChunkBodyFault.InvalidData f ->
          new RequestRejected(
              Problem.of(
                      ProblemKind.INVALID_BASE64,
                      "'data' is not valid %s: %s at character %d."
                          .formatted(f.encoding().wireName(), f.fault().reason(), f.position()))
                  .with("field", "data")
                  .with("position", f.position()));
      case ChunkBodyFault.EmptyChunk f -> new UploadRejected(new Refusal.EmptyChunk());
    };
  }
}
