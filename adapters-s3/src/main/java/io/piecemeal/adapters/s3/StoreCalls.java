package io.piecemeal.adapters.s3;

import java.util.Map;

/** Follows the requests to a store, each try of them. Safe for use by several threads. */
@FunctionalInterface
public interface StoreCalls {

  /**
   * A request begins, as a step of what this thread does.
   *
   * @param method of HTTP, such as {@code PUT}
   * @param host the store's
   */
  Call begin(String method, String host);

  /** A request that is under way, until it is closed. */
  interface Call extends AutoCloseable {

    /**
     * Header fields that tell the store of it. They are no part of the signature, so that a proxy
     * may change them.
     */
    Map<String, String> fields();

    /** The head of an answer came. */
    void answered(int status);

    /**
     * No answer came.
     *
     * @param what the kind of the failure
     */
    void failed(String what);

    @Override
    void close();
  }
}
