package io.piecemeal.interop;

import io.piecemeal.harness.proc.Loopback;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Says a first word of TLS, up to version 1.2, and looks at what a server makes of it. What it
 * offers is up to the test: also what no library offers any more.
 *
 * @param port of 127.0.0.1
 */
record TlsProbe(int port) {

  static final int SSL_3 = 0x0300;
  static final int TLS_1_0 = 0x0301;
  static final int TLS_1_1 = 0x0302;
  static final int TLS_1_2 = 0x0303;

  private static final int PATIENCE_MILLIS = 60_000;
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int RANDOM_LENGTH = 32;
  private static final int OFFERED_AT_ONCE = 1024;

  /** They say something, but are no suites; and those of TLS 1.3, which no older version takes. */
  private static final Set<Integer> NO_SUITES =
      Set.of(0x00FF, 0x5600, 0x1301, 0x1302, 0x1303, 0x1304, 0x1305);

  /** What a server makes of it. */
  sealed interface Reply {
    /** It goes on. */
    record Chosen(int version, int suite, int compression) implements Reply {}

    /** It does not. */
    record Refused(String how) implements Reply {}
  }

  /** All suites that it takes with a version, in hexadecimal. */
  Set<String> suites(int version) throws IOException {
    Set<String> taken = new TreeSet<>();
    for (int first = 1; first <= 0xFFFF; first += OFFERED_AT_ONCE) {
      List<Integer> offered =
          new ArrayList<>(
              IntStream.range(first, Math.min(first + OFFERED_AT_ONCE, 0x10000))
                  .boxed()
                  .filter(suite -> !NO_SUITES.contains(suite))
                  .toList());
      while (hello(version, offered, List.of(0)) instanceof Reply.Chosen chosen) {
        if (!offered.remove(Integer.valueOf(chosen.suite()))) {
          throw new IOException("it chose what was not offered: " + chosen);
        }
        taken.add("%04x".formatted(chosen.suite()));
      }
    }
    return taken;
  }

  /**
   * Offers what it is given.
   *
   * @param version the highest one
   * @param compressions 0 is none, 1 is DEFLATE
   */
  Reply hello(int version, List<Integer> suites, List<Integer> compressions) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(Loopback.port(port));
      socket.setSoTimeout(PATIENCE_MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] body = body(version, suites, compressions);
      ByteArrayOutputStream record = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(record);
      fields.writeByte(HANDSHAKE);
      fields.writeShort(Math.min(version, TLS_1_0));
      fields.writeShort(body.length + Integer.BYTES);
      fields.writeInt(CLIENT_HELLO << 24 | body.length);
      fields.write(body);
      record.writeTo(out);
      out.flush();
      return reply(new DataInputStream(socket.getInputStream()));
    } catch (EOFException | SocketException closed) {
      return new Reply.Refused("closed: " + closed.getMessage());
    }
  }

  private static Reply reply(DataInputStream in) throws IOException {
    int type = in.readUnsignedByte();
    in.skipNBytes(2 * Short.BYTES);
    if (type != HANDSHAKE) {
      int level = in.readUnsignedByte();
      return new Reply.Refused("alert %d, level %d".formatted(in.readUnsignedByte(), level));
    }
    int message = in.readInt() >>> 24;
    if (message != SERVER_HELLO) {
      throw new IOException("message %d in the place of a ServerHello".formatted(message));
    }
    int version = in.readUnsignedShort();
    in.skipNBytes(RANDOM_LENGTH);
    in.skipNBytes(in.readUnsignedByte());
    return new Reply.Chosen(version, in.readUnsignedShort(), in.readUnsignedByte());
  }

  private static byte[] body(int version, List<Integer> suites, List<Integer> compressions)
      throws IOException {
    byte[] random = new byte[RANDOM_LENGTH];
    new SecureRandom().nextBytes(random);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(version);
    out.write(random);
    // No session to be resumed.
    out.writeByte(0);
    shorts(out, suites);
    out.writeByte(compressions.size());
    for (int compression : compressions) {
      out.writeByte(compression);
    }
    byte[] extensions = extensions();
    out.writeShort(extensions.length);
    out.write(extensions);
    return bytes.toByteArray();
  }

  private static byte[] extensions() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    byte[] name = "localhost".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream host = new ByteArrayOutputStream();
    DataOutputStream field = new DataOutputStream(host);
    field.writeShort(name.length + 3);
    field.writeByte(0);
    field.writeShort(name.length);
    field.write(name);
    extension(out, 0, host.toByteArray());
    extension(out, 10, shorts(List.of(0x001D, 0x0017, 0x0018, 0x0100)));
    extension(out, 11, new byte[] {1, 0});
    extension(
        out, 13, shorts(List.of(0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0403, 0x0201)));
    extension(out, 0xFF01, new byte[] {0});
    return bytes.toByteArray();
  }

  private static void extension(DataOutputStream out, int type, byte[] content) throws IOException {
    out.writeShort(type);
    out.writeShort(content.length);
    out.write(content);
  }

  private static byte[] shorts(List<Integer> values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    shorts(new DataOutputStream(bytes), values);
    return bytes.toByteArray();
  }

  private static void shorts(DataOutputStream out, List<Integer> values) throws IOException {
    out.writeShort(values.size() * Short.BYTES);
    for (int value : values) {
      out.writeShort(value);
    }
  }
}
