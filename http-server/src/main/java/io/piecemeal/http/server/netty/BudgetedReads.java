package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.piecemeal.http.server.direct.ReceivingBudget;
import java.util.function.IntSupplier;

/**
 * Reads from a socket no more at once than may wait to be decoded, and than is decoded in a moment.
 * For the event loop of its connection.
 */
final class BudgetedReads implements RecvByteBufAllocator {

  /**
   * Twice what Netty reads at most by default: each buffer is handed to another thread, which costs
   * as much for a small one.
   */
  private static final int LARGEST = 128 * 1024;

  /** Once a read brought more pieces, each takes longer to decode than its bytes are worth. */
  static final int MANY_PIECES = 256;

  /** Of pieces of one byte it has 700, which other connections wait for. */
  static final int SMALL = 4 * 1024;

  private final RecvByteBufAllocator adaptive = new AdaptiveRecvByteBufAllocator(64, 2048, LARGEST);
  private final ReceivingBudget budget;
  private final Connection connection;
  private final IntSupplier connections;
  private boolean manyPieces;

  /**
   * @param connections how many there are: what comes before a request is known to be one is read
   *     into an equal share of the budget
   */
  BudgetedReads(ReceivingBudget budget, Connection connection, IntSupplier connections) {
    this.budget = budget;
    this.connection = connection;
    this.connections = connections;
  }

  /** Says of how many pieces of a body the last read was. */
  void lastReadHad(int pieces) {
    manyPieces = pieces > MANY_PIECES;
  }

  private int window() {
    int window = manyPieces ? SMALL : budget.window();
    return connection.isInRequest()
        ? window
        : Math.min(window, budget.share(connections.getAsInt()));
  }

  /** Netty's own interface asks for the type that it deprecates. */
  @Override
  @SuppressWarnings("deprecation")
  public Handle newHandle() {
    return new DelegatingHandle(adaptive.newHandle()) {
      @Override
      public ByteBuf allocate(ByteBufAllocator allocator) {
        return allocator.ioBuffer(Math.min(guess(), window()));
      }
    };
  }
}
