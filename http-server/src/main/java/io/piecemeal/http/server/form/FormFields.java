package io.piecemeal.http.server.form;

import io.piecemeal.http.server.problem.RequestRejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of text in a form. All of them are known when its file was read to the end. */
public final class FormFields {

  /** Far more than any option needs. */
  static final int MOST_BYTES = 1024;

  private final Map<String, String> values = new HashMap<>();

  FormFields() {}

  /** The value of a field; one that is empty is not given. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** Reads a field to its end, which is a delimiter. */
  void read(String name, DelimitedInput in) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    byte[] some = new byte[MOST_BYTES];
    in.startPiece();
    for (int got = in.read(some, 0, some.length); got >= 0; got = in.read(some, 0, some.length)) {
      octets.write(some, 0, got);
      if (octets.size() > MOST_BYTES) {
        throw RequestRejected.invalidField(name, "it has more than %d bytes".formatted(MOST_BYTES));
      }
    }
    if (!in.passDelimiter()) {
      throw FormProblems.brokenOff();
    }
    String value =
        PartFileName.utf8(octets.toByteArray())
            .orElseThrow(() -> RequestRejected.invalidField(name, "it is not UTF-8"));
    if (values.put(name, value) != null) {
      throw RequestRejected.invalidField(name, "it is there twice; send it once");
    }
  }
}
