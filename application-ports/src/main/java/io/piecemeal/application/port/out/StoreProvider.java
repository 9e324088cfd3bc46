package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;

/**
 * Opens a place for objects that the service does not bring itself. The service finds it by {@link
 * java.util.ServiceLoader} in the jars that an operator gives it, so a class that implements this
 * has a public constructor without parameters, and its name is in {@code META-INF/services}.
 */
public interface StoreProvider {

  /**
   * How the addresses begin that it takes, as {@code sqlite} in {@code sqlite:/var/lib/chunks.db}.
   * In small letters; {@code s3} and {@code file} are the service's own.
   */
  String scheme();

  /**
   * Opens a place. What two processes open at one address is one place, if the place lasts longer
   * than a process.
   *
   * @param address a URI of this scheme, as the operator set it. It is shown in logs, so it holds
   *     no secrets
   * @param minFree how many bytes have to stay free where the place is on a disk
   * @return to be closed by the caller
   * @throws IllegalArgumentException if the address is none that it takes; the message says, to the
   *     operator, what one looks like
   * @throws StorageFailure if the place cannot be used
   */
  Place open(String address, ByteCount minFree);

  /** One place, behind the four ports for objects. Safe for use by several threads. */
  interface Place extends AutoCloseable {

    ChunkStore chunks();

    StoreHealth health();

    ObjectInventory inventory();

    /** It is lost and restored together with the objects. */
    StoreMark mark();

    /** Lets go of it, when nothing uses it any more. What was kept stays. Never throws. */
    @Override
    void close();
  }
}
