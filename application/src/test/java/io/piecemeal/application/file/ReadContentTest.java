package io.piecemeal.application.file;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.application.scene.Scene.sha256;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Collections;
import org.junit.jupiter.api.Test;

final class ReadContentTest {

  private static final String WHOLE = "one two three";

  private final Scene scene = new Scene();
  private final StoredFile file = scene.filled("one ", "two ", "three");

  private Content content() {
    return scene.readContent.open(ALICE, file.id());
  }

  private static ByteRange range(long start, long length) {
    return new ByteRange(bytes(start), bytes(length));
  }

  @Test
  void everyRangeGivesItsBytesAndNoOthers() throws IOException {
    for (int start = 0; start <= WHOLE.length(); start++) {
      for (int end = start; end <= WHOLE.length(); end++) {
        try (InputStream in = Channels.newInputStream(content().bytes(range(start, end - start)))) {
          assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(WHOLE.substring(start, end));
        }
      }
    }
    assertThat(scene.observed.unclosed()).isZero();
  }

  @Test
  void onlyTheBytesOfTheRangeAreAskedForInTheStore() throws IOException {
    try (InputStream in = Channels.newInputStream(content().bytes(range(2, 8)))) {
      in.readAllBytes();
    }

    assertThat(scene.observed.opened()).containsExactly(range(2, 2), range(0, 4), range(0, 2));
  }

  @Test
  void anEmptyRangeOpensNothing() throws IOException {
    try (InputStream in = Channels.newInputStream(content().bytes(range(4, 0)))) {
      assertThat(in.read()).isEqualTo(-1);
    }

    assertThat(scene.observed.opened()).isEmpty();
    assertThat(scene.looks.chunkLimits()).isEmpty();
  }

  @Test
  void bytesCanBeReadOneByOne() throws IOException {
    StoredFile binary = scene.open();
    scene.append(binary, TestBody.of(new byte[] {0, (byte) 0x80}));
    scene.append(binary, TestBody.of(new byte[] {(byte) 0xff}));

    try (InputStream in =
        Channels.newInputStream(scene.readContent.open(ALICE, binary.id()).bytes(range(0, 3)))) {
      assertThat(new int[] {in.read(), in.read(), in.read(), in.read(), in.read()})
          .containsExactly(0, 0x80, 0xff, -1, -1);
    }
  }

  @Test
  void readingNoBytesGivesNoneAnywhere() throws IOException {
    ByteBuffer none = ByteBuffer.allocate(0);
    try (ReadableByteChannel channel = content().bytes(range(0, 4))) {
      assertThat(channel.read(none)).isZero();
      assertThat(scene.observed.opened()).isEmpty();
      channel.read(ByteBuffer.allocate(4));
      assertThat(channel.read(none)).isZero();
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void aReadingIsOpenUntilItIsClosed() throws IOException {
    ReadableByteChannel channel = content().bytes(range(0, 13));
    assertThat(channel.isOpen()).isTrue();
    channel.read(ByteBuffer.allocate(1));
    assertThat(channel.isOpen()).isTrue();

    channel.close();

    assertThat(channel.isOpen()).isFalse();
    assertThat(scene.observed.unclosed()).isZero();
  }

  @Test
  void bytesGoToTheirPlaceInTheTarget() throws IOException {
    byte[] target = "..........".getBytes(UTF_8);
    try (InputStream in = Channels.newInputStream(content().bytes(range(0, 13)))) {
      assertThat(in.read(target, 3, 6)).isEqualTo(4);
      assertThat(in.read(target, 7, 2)).isEqualTo(2);
    }

    assertThat(new String(target, UTF_8)).isEqualTo("...one tw.");
  }

  @Test
  void whatIsReadIsTheFileAsItWasWhenItWasOpened() throws IOException {
    Content content = content();
    scene.append(file, "!");

    assertThat(content.file()).isEqualTo(file);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (InputStream in =
        Channels.newInputStream(
            content.bytes(new ByteRange(ByteCount.ZERO, content.file().size())))) {
      in.transferTo(read);
    }
    assertThat(read.toString(UTF_8)).isEqualTo(WHOLE);
  }

  @Test
  void aFileOfManyChunksIsReadPageByPage() throws IOException {
    String[] digits = Collections.nCopies(600, "7").toArray(String[]::new);
    StoredFile many = scene.filled(digits);
    scene.looks.chunkLimits().clear();

    assertThat(scene.content(many)).isEqualTo("7".repeat(600));

    assertThat(scene.looks.chunkLimits()).containsExactly(256, 256, 256);
    assertThat(scene.observed.unclosed()).isZero();
  }

  @Test
  void atMostOneObjectIsOpenAtATime() throws IOException {
    try (InputStream in = Channels.newInputStream(content().bytes(range(0, 13)))) {
      while (in.read() >= 0) {
        assertThat(scene.observed.unclosed()).isEqualTo(1);
      }
    }

    assertThat(scene.observed.unclosed()).isZero();
  }

  @Test
  void aFileWithADeclarationIsReadableOnceItIsComplete() {
    StoredFile declared = scene.openDeclaring(sha256("all"));
    assertRefused(
        new Refusal.FileIncomplete(declared.id(), bytes(0)),
        () -> scene.readContent.open(ALICE, declared.id()));

    StoredFile complete = scene.append(declared, TestBody.of("all").last()).file();

    assertThat(scene.readContent.open(ALICE, declared.id()).file()).isEqualTo(complete);
  }

  @Test
  void aFileOfSomebodyElseIsNotThere() {
    assertRefused(new Refusal.NotFound(), () -> scene.readContent.open(BOB, file.id()));
  }
}
