package io.piecemeal.adapters.mcp.argument;

import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of one call, checked against what the tool takes. */
public final class Arguments {

  private final Map<Parameter, Object> values;

  private Arguments(Map<Parameter, Object> values) {
    this.values = values;
  }

  /**
   * Checks what was sent. A null counts as not sent, and so does an empty text where that is no
   * value: some clients send one for each optional parameter.
   *
   * @throws ArgumentRejected if an argument is unknown, missing or not what its schema says
   */
  public static Arguments of(List<Parameter> parameters, Map<String, Object> given) {
    List<String> known = parameters.stream().map(Parameter::name).toList();
    Map<String, Object> sent = FileUri.namedAsId(known, given);
    for (String name : sent.keySet()) {
      if (!known.contains(name)) {
        throw ArgumentRejected.unknown(name, known);
      }
    }
    Map<Parameter, Object> values = new HashMap<>();
    for (Parameter parameter : parameters) {
      Object value = sent.get(parameter.name());
      if (value != null && !parameter.isLeftEmpty(value)) {
        values.put(parameter, parameter.check(value));
      } else if (parameter.presence() == Parameter.Presence.REQUIRED) {
        throw ArgumentRejected.missing(parameter.name());
      }
    }
    return new Arguments(values);
  }

  /** A string that is required. */
  public String text(Parameter parameter) {
    return find(parameter).orElseThrow();
  }

  /** A string that is required, and may be as long as a chunk. */
  public ChunkText chunkText(Parameter parameter) {
    return values.get(parameter) instanceof ChunkText longText
        ? longText
        : ChunkText.of(text(parameter));
  }

  /** A string, if it was sent. */
  public Optional<String> find(Parameter parameter) {
    return Optional.ofNullable(values.get(parameter)).map(Object::toString);
  }

  /** Whether it was sent. */
  public boolean has(Parameter parameter) {
    return values.containsKey(parameter);
  }

  /** A list of objects that is required. */
  public List<Arguments> objects(Parameter.Objects parameter) {
    return findObjects(parameter).orElseThrow();
  }

  /** A list of objects, if it was sent. */
  @SuppressWarnings("unchecked")
  public Optional<List<Arguments>> findObjects(Parameter.Objects parameter) {
    return Optional.ofNullable(values.get(parameter)).map(value -> (List<Arguments>) value);
  }

  /** An object that a host makes, if it was sent. */
  public Optional<Arguments> findObject(Parameter.HostObject parameter) {
    return Optional.ofNullable(values.get(parameter)).map(Arguments.class::cast);
  }

  /** An integer that is required. */
  public ByteCount count(Parameter.Count parameter) {
    return findCount(parameter).orElseThrow();
  }

  /** An integer, if it was sent. */
  public Optional<ByteCount> findCount(Parameter.Count parameter) {
    return Optional.ofNullable(values.get(parameter)).map(value -> new ByteCount((Long) value));
  }

  /** True or false, if it was sent. */
  public Optional<Boolean> findFlag(Parameter.Flag parameter) {
    return Optional.ofNullable(values.get(parameter)).map(value -> (Boolean) value);
  }

  /** A digest, if it was sent. */
  public Optional<Sha256> findSha256(Parameter.Text parameter) {
    return find(parameter)
        .map(
            hex ->
                Sha256.parse(hex)
                    .orElseThrow(
                        () ->
                            ArgumentRejected.invalid(
                                parameter.name(), "send the 64 hex digits of a SHA-256 digest")));
  }

  /** The id of a file, or its address as a resource. A malformed one is the id of no file. */
  public FileId fileId(Parameter.Text parameter) {
    String id = FileUri.idIn(text(parameter));
    if (id.isEmpty()) {
      throw ArgumentRejected.missing(parameter.name());
    }
    return FileId.parse(id).orElseThrow(() -> new UploadRejected(new Refusal.NotFound()));
  }
}
