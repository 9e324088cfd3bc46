package io.piecemeal.faults.zombie;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.faults.zombie.FrontendMessages.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrontendMessagesTest {

  private static final int ENCRYPTION_PLEASE = 80877103;
  private static final int VERSION_3 = 3 << 16;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void boundStatementIsTheOneThatWasPreparedUnderItsName() throws IOException {
    say(ENCRYPTION_PLEASE);
    say(VERSION_3);
    say('P', "S_1\0INSERT INTO chunk\0\0\0");
    say('P', "\0SELECT 1\0\0\0");
    say('B', "\0S_1\0..file-1..");
    say('B', "\0\0..file-1..");
    say('S', "");

    List<Message> messages = all();

    assertThat(messages).hasSize(7);
    assertThat(messages.get(4).sql()).contains("INSERT INTO chunk");
    assertThat(messages.get(4).runsWith("file-1")).isTrue();
    assertThat(messages.get(4).runsWith("file-2")).isFalse();
    assertThat(messages.get(5).sql()).contains("SELECT 1");
    assertThat(messages.get(6).endsBatch()).isTrue();
  }

  @Test
  void nothingIsChangedOnTheWay() throws IOException {
    say(VERSION_3);
    say('Q', "SELECT 1\0");
    ByteArrayOutputStream passed = new ByteArrayOutputStream();

    all().forEach(message -> passed.writeBytes(message.bytes()));

    assertThat(passed.toByteArray()).isEqualTo(said.toByteArray());
  }

  private void say(int code) {
    said.writeBytes(ByteBuffer.allocate(8).putInt(8).putInt(code).array());
  }

  private void say(char type, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    said.write(type);
    said.writeBytes(ByteBuffer.allocate(4).putInt(4 + bytes.length).array());
    said.writeBytes(bytes);
  }

  private List<Message> all() throws IOException {
    FrontendMessages messages = new FrontendMessages(new ByteArrayInputStream(said.toByteArray()));
    List<Message> all = new ArrayList<>();
    for (Optional<Message> next = messages.next(); next.isPresent(); next = messages.next()) {
      all.add(next.get());
    }
    return all;
  }
}
