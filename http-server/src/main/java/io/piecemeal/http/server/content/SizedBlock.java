package io.piecemeal.http.server.content;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;

/** A block that counts until its last byte was sent, or thrown away. */
final class SizedBlock extends CompositeByteBuf {

  private final BlockSizes sizes;
  private final int size;

  /**
   * @param block filled; goes over to this
   * @param size what was taken for it
   */
  SizedBlock(ByteBuf block, int size, BlockSizes sizes) {
    super(block.alloc(), true, 1, block);
    this.sizes = sizes;
    this.size = size;
  }

  @Override
  protected void deallocate() {
    super.deallocate();
    sizes.giveBack(size);
  }
}
