package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.adapters.persistence.disk.Blocks.Block;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers bytes in a block, and in a large one if that is not enough and one is to be had. What is
 * more goes to a file, block by block, so that every write starts where a page of the file does: a
 * page that is written in two parts is zeroed first.
 */
final class GatheringSink extends OutputStream {

  private final Blocks blocks;
  private final DiskCalls calls;
  private final Supplier<LargeObject> creation;
  private final Block own;
  private @Nullable Block large;
  private @Nullable LargeObject object;
  private long room;
  private boolean broken;
  private boolean forfeited;

  /**
   * @param limit the most bytes to take
   * @param creation makes the file and its key; called at most once
   */
  GatheringSink(Blocks blocks, DiskCalls calls, ByteCount limit, Supplier<LargeObject> creation) {
    this.room = limit.value();
    this.blocks = blocks;
    this.calls = calls;
    this.creation = creation;
    this.own = blocks.take();
  }

  @Override
  public void write(int b) {
    take(1);
    makeRoom();
    block().put((byte) b);
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    take(length);
    int done = 0;
    while (done < length) {
      makeRoom();
      ByteBuffer block = block();
      int count = Math.min(length - done, block.remaining());
      block.put(bytes, offset + done, count);
      done += count;
    }
  }

  private void take(int length) {
    if (length > room) {
      throw new IllegalArgumentException("%d bytes, room for %d".formatted(length, room));
    }
    room -= length;
  }

  /** The object that was begun, if there were more bytes than the blocks took. */
  Optional<LargeObject> object() {
    return Optional.ofNullable(object);
  }

  /** The bytes that are in no file yet. Nothing may be written after this. */
  ByteBuffer rest() {
    return block().duplicate().flip();
  }

  /** Writes the rest to the file that was begun. Nothing may be written after this. */
  void spillRest() {
    spill();
  }

  /** Whether bytes may be missing in the file. */
  boolean isBroken() {
    return broken;
  }

  private ByteBuffer block() {
    return large == null ? own.bytes() : large.bytes();
  }

  private void makeRoom() {
    if (block().hasRemaining()) {
      return;
    }
    if (object == null && large == null) {
      large = blocks.takeLarge().orElse(null);
      if (large != null) {
        large.bytes().put(own.bytes().flip());
        own.bytes().clear();
        return;
      }
    }
    spill();
  }

  private void spill() {
    broken = true;
    if (object == null) {
      object = creation.get();
    }
    write(object.file(), block().flip());
    block().clear();
    giveBackLarge();
    broken = false;
  }

  private void write(ObjectFile file, ByteBuffer bytes) {
    if (!calls.directCallBegins()) {
      writeElsewhere(file, bytes);
      return;
    }
    try {
      file.write(bytes);
    } finally {
      calls.directCallEnds();
    }
  }

  private void writeElsewhere(ObjectFile file, ByteBuffer bytes) {
    try {
      calls.run(() -> file.write(bytes));
    } catch (StorageFailure e) {
      if (DiskCalls.isUnderWayAfter(e)) {
        forfeit();
      }
      throw e;
    }
  }

  private void giveBackLarge() {
    if (large != null) {
      large.close();
      large = null;
    }
  }

  /** Leaves the blocks to a call that has not returned and may still read them. */
  void forfeit() {
    forfeited = true;
  }

  /** Gives the blocks back. */
  @Override
  public void close() {
    if (forfeited) {
      if (large != null) {
        large.forfeit();
      }
      own.forfeit();
      return;
    }
    giveBackLarge();
    own.close();
  }
}
