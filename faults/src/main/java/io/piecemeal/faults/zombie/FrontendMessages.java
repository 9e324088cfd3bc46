package io.piecemeal.faults.zombie;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says to PostgreSQL, message by message (the frontend/backend protocol, version 3).
 * Remembers the prepared statements, so that it can be told which one is run.
 */
final class FrontendMessages {

  private static final int PROTOCOL_3 = 3;
  private static final int LENGTH = Integer.BYTES;

  private final DataInputStream in;
  private final Map<String, String> statements = new HashMap<>();
  private boolean started;

  FrontendMessages(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * A message.
   *
   * @param sql what is run with parameters; empty if this runs nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // they are never compared
  record Message(byte[] bytes, Optional<String> sql) {

    /** Whether the database acts upon what came before it (Sync). */
    boolean endsBatch() {
      return bytes[0] == 'S';
    }

    /** Whether it runs a statement with such a parameter. */
    boolean runsWith(String parameter) {
      return sql.isPresent() && new String(bytes, StandardCharsets.ISO_8859_1).contains(parameter);
    }
  }

  /** The next one; empty at the end of the stream. */
  Optional<Message> next() throws IOException {
    try {
      return Optional.of(started ? typed() : untyped());
    } catch (EOFException end) {
      return Optional.empty();
    }
  }

  /** The database does nothing before the end of a batch, so a batch goes as a whole. */
  byte[] batchFrom(Message first) throws IOException {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    Message message = first;
    batch.writeBytes(message.bytes());
    while (!message.endsBatch()) {
      message = next().orElseThrow(() -> new EOFException("half a batch"));
      batch.writeBytes(message.bytes());
    }
    return batch.toByteArray();
  }

  /** Before the connection is set up: a request for encryption, which is declined, or the setup. */
  private Message untyped() throws IOException {
    int length = in.readInt();
    byte[] bytes = new byte[length];
    ByteBuffer.wrap(bytes).putInt(length);
    in.readFully(bytes, LENGTH, length - LENGTH);
    started = ByteBuffer.wrap(bytes).getShort(LENGTH) == PROTOCOL_3;
    return new Message(bytes, Optional.empty());
  }

  private Message typed() throws IOException {
    byte type = in.readByte();
    int length = in.readInt();
    byte[] bytes = new byte[1 + length];
    ByteBuffer.wrap(bytes).put(type).putInt(length);
    in.readFully(bytes, 1 + LENGTH, length - LENGTH);
    return switch (type) {
      case 'P' -> {
        String name = text(bytes, 1 + LENGTH);
        statements.put(name, text(bytes, 1 + LENGTH + name.length() + 1));
        yield new Message(bytes, Optional.empty());
      }
      case 'B' -> {
        String portal = text(bytes, 1 + LENGTH);
        String statement = text(bytes, 1 + LENGTH + portal.length() + 1);
        yield new Message(bytes, Optional.ofNullable(statements.get(statement)));
      }
      default -> new Message(bytes, Optional.empty());
    };
  }

  /** A text that ends with a zero. Names are ASCII; of the statements only ASCII is looked for. */
  private static String text(byte[] bytes, int start) {
    int end = start;
    while (bytes[end] != 0) {
      end++;
    }
    return new String(Arrays.copyOfRange(bytes, start, end), StandardCharsets.ISO_8859_1);
  }
}
