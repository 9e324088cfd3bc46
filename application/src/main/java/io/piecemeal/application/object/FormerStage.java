package io.piecemeal.application.object;

import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ByteRange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.channels.Channels;

/** What was written into a stage that is given up, which ends with this. */
final class FormerStage extends FilterInputStream {

  private final StagedObject stage;

  FormerStage(StagedObject stage, ByteRange written) {
    super(Channels.newInputStream(stage.open(written)));
    this.stage = stage;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      stage.close();
    }
  }
}
