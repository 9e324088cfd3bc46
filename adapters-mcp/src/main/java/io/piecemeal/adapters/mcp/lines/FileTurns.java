package io.piecemeal.adapters.mcp.lines;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs the calls with lines of one file one after the other. Some agents make several at a time,
 * and each call would be refused because another one changed the file. Calls on other nodes do not
 * wait for these.
 */
final class FileTurns {

  private final Map<Key, Turn> turns = new HashMap<>();

  private record Key(Owner owner, FileId file) {}

  /** Waits until no other call has the file. */
  Turn await(Owner owner, FileId file) {
    Key key = new Key(owner, file);
    Turn turn;
    synchronized (turns) {
      turn = turns.computeIfAbsent(key, Turn::new);
      turn.calls++;
    }
    turn.lock.lock();
    return turn;
  }

  /** One call's, until it is closed. */
  final class Turn implements AutoCloseable {
    private final Key key;
    private final ReentrantLock lock = new ReentrantLock(true);
    private int calls;

    private Turn(Key key) {
      this.key = key;
    }

    @Override
    public void close() {
      lock.unlock();
      synchronized (turns) {
        if (--calls == 0) {
          turns.remove(key);
        }
      }
    }
  }
}
