package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ObjectKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store under test. What a fixture cannot show of its store it leaves empty; the tests that need
 * it are skipped then, and say so.
 */
public interface StoreFixture {

  /** A store that works; the suites call this once for each test. */
  ChunkStore store();

  /** Another process with the same objects, beside the store of this test. */
  ChunkStore secondNode();

  /** What is there for objects, kept or not: files, rows, open handles; in no order. */
  List<String> leftovers() throws IOException;

  /**
   * Ends all stores of this fixture, and opens one on the same objects, as a process does that
   * starts on a machine where another one ended. Empty for objects that end with their process.
   */
  default Optional<ChunkStore> reopened() throws IOException {
    return Optional.empty();
  }

  /** A store whose medium can lose power; empty for a medium that is no disk of this machine. */
  default Optional<PowerCut> powerCut() throws IOException {
    return Optional.empty();
  }

  /** Takes a part of an object away, as a failing medium does. */
  default Optional<Consumer<ObjectKey>> damage() throws IOException {
    return Optional.empty();
  }

  /** A store that has no room for more; empty for one that always has. */
  default Optional<ChunkStore> full() throws IOException {
    return Optional.empty();
  }

  /** A store whose medium can run out of room while objects are written; it says so each time. */
  default Optional<Breakable> fillingUp() throws IOException {
    return Optional.empty();
  }

  /** A store whose syncs can fail for another reason than a lack of room; none did before. */
  default Optional<Breakable> failingSync() throws IOException {
    return Optional.empty();
  }

  /** A store that can become unable to remove what was not kept. */
  default Optional<Breakable> failingRemoval() throws IOException {
    return Optional.empty();
  }

  /** A store that cannot be asked, as its medium is not there. */
  default Optional<ChunkStore> unreachable() throws IOException {
    return Optional.empty();
  }

  /**
   * A store whose medium can stop to answer, as a network file system does whose server is gone.
   * Not all that it is asked has to go unanswered, but nothing may become durable.
   */
  default Optional<Breakable> silent() throws IOException {
    return Optional.empty();
  }

  /**
   * A store on a medium of its own that works until a test breaks it.
   *
   * @param fail breaks the medium; called once
   * @param heal lets the medium work again, and what waits for it end; called once
   */
  record Breakable(ChunkStore store, Runnable fail, Runnable heal) {}

  /**
   * A store on a medium of its own.
   *
   * @param restarted what a new process finds there if the power fails at this moment: what the
   *     medium was made to keep, and nothing else
   */
  record PowerCut(ChunkStore store, Supplier<ChunkStore> restarted) {}
}
