package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ByteCount;
import java.io.IOException;

/** Tells how much a disk still takes; a seam for tests in which it is nearly full. */
interface FreeSpace {

  /** The bytes that this process may still write there. */
  ByteCount usable() throws IOException;
}
