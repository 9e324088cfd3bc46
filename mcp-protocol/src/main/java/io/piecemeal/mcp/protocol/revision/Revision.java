package io.piecemeal.mcp.protocol.revision;

import java.util.List;

/** The two ways in which a client and a server agree on what they speak. */
public enum Revision {
  /** Up to 2025-11-25: agreed on by {@code initialize}, once for a connection. */
  HANDSHAKE,
  /** From 2026-07-28 on: every request says it of itself. */
  PER_REQUEST;

  /** The versions of {@link #HANDSHAKE} that are spoken, oldest first. */
  public static final List<String> AGREED_VERSIONS =
      List.of("2025-03-26", "2025-06-18", "2025-11-25");

  /** The versions of {@link #PER_REQUEST} that are spoken. */
  public static final List<String> STATED_VERSIONS = List.of("2026-07-28");

  /** Versions are dates, so that the later one is the greater text. */
  static boolean isStated(String version) {
    return version.compareTo(STATED_VERSIONS.getFirst()) >= 0;
  }
}
