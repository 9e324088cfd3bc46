package io.piecemeal.testkit;

import io.piecemeal.application.port.out.Ids;
import java.util.concurrent.atomic.AtomicInteger;

final class SequentialIdsTest extends IdsContract {

  private final AtomicInteger nodes = new AtomicInteger();

  @Override
  protected Ids newNode() {
    return new SequentialIds(nodes.incrementAndGet());
  }
}
