package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.port.out.NamedObjects;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.testkit.NamedObjectsContract;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.PatternedInputStream;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class S3NamedObjectsTest extends NamedObjectsContract {

  @AutoClose private final S3Fixture fixture = new S3Fixture();
  private final S3ChunkStore store = fixture.node();

  @Override
  protected Fixture emptyStore() {
    return new Fixture() {
      @Override
      public ChunkStore store() {
        return store;
      }

      @Override
      public NamedObjects named() {
        return fixture.node().named();
      }

      @Override
      public Map<StoreName, List<ObjectKey>> used() {
        return fixture.names.kept();
      }

      @Override
      public StoreName unused() {
        return fixture.names.next();
      }

      @Override
      public Optional<Begun> begun() {
        StagedObject staged = begunStage();
        StoreName name = fixture.names.begun().keySet().iterator().next();
        String upload = fixture.names.begun().values().iterator().next();
        return Optional.of(new Begun(name, upload, staged::keep));
      }

      @Override
      public Optional<NamedObjects> unreachable() {
        FaultyTransport broken = new FaultyTransport();
        broken.fail(FaultyTransport.any(), FaultyTransport.answer(403, "AccessDenied"));
        return Optional.of(fixture.node(broken, S3Fixture.inAHurry()).named());
      }
    };
  }

  private StagedObject begunStage() {
    StagedObject staged = store.begin(Samples.SHARD, ObjectWriting.LIMIT);
    try {
      new PatternedInputStream(S3Stage.PART + 1).transferTo(staged.sink());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return staged;
  }

  @Test
  void anAbsentNameAndAnObjectTakeOneRequestEachAndNoList() throws IOException {
    ObjectWriting.write(store, sink -> sink.write(1));
    StoreName used = fixture.names.kept().keySet().iterator().next();
    fixture.transport.takeRequests();

    assertThat(store.named().find(used)).hasSize(1);
    assertThat(store.named().find(fixture.names.next())).isEmpty();

    assertThat(fixture.transport.takeRequests())
        .hasSize(2)
        .allMatch(request -> request.startsWith("HEAD"));
  }

  @Test
  void aNameWhoseObjectIsNotKeptIsLeft() throws IOException {
    begunStage().close();

    assertThat(fixture.names.left()).isEqualTo(fixture.names.begun().keySet());
    assertThat(fixture.leftovers()).isEmpty();
  }

  @Test
  void nothingIsSentUnderANameThatMayNotBeUsedAnyMore() {
    fixture.names.lose();

    assertThat(catchThrowable(this::begunStage)).isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(fixture.names.left()).hasSize(1);
    assertThat(fixture.leftovers()).isEmpty();
  }

  @Test
  void aNameWhosePutFailedIsLeft() {
    fixture.transport.fail(FaultyTransport.any(), FaultyTransport.answer(500, "InternalError"));

    assertThat(catchThrowable(this::write)).isNotNull();

    assertThat(fixture.names.left()).hasSize(1);
    assertThat(fixture.names.kept()).isEmpty();
  }

  private void write() throws IOException {
    ObjectWriting.write(store, sink -> sink.write(1));
  }
}
