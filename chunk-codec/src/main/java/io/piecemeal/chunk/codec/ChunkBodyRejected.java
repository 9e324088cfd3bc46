package io.piecemeal.chunk.codec;

import java.util.regex.Pattern;

/** The body is not a chunk. Carries no stack trace: the fault says all, and callers cause these. */
public final class ChunkBodyRejected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The name of an unknown member comes from outside and may hold line breaks. */
  private static final Pattern NOT_FOR_LOGS = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private final transient ChunkBodyFault fault;

  ChunkBodyRejected(ChunkBodyFault fault) {
    super(NOT_FOR_LOGS.matcher(fault.toString()).replaceAll("?"), null, false, false);
    this.fault = fault;
  }

  /** What is wrong with the body. */
  public ChunkBodyFault fault() {
    return fault;
  }
}
