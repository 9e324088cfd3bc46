package io.piecemeal.bootstrap.architecture;

import java.util.List;
import java.util.stream.Stream;

/** Where a hexagon under {@code root} keeps what, as ArchUnit's package patterns. */
record Layout(String root) {

  String domain() {
    return root + ".domain..";
  }

  String application() {
    return root + ".application..";
  }

  String ports() {
    return root + ".application.port..";
  }

  /** One package for each subject. */
  List<String> useCases() {
    return Stream.of("object", "file", "upload", "access", "upkeep")
        .map(subject -> root + ".application." + subject + "..")
        .toList();
  }

  String portsIn() {
    return root + ".application.port.in..";
  }

  String portsOut() {
    return root + ".application.port.out..";
  }

  String adapters() {
    return root + ".adapters..";
  }

  String httpAdapter() {
    return root + ".adapters.http..";
  }

  String mcpAdapter() {
    return root + ".adapters.mcp..";
  }

  String persistenceAdapter() {
    return root + ".adapters.persistence..";
  }

  /**
   * A new driving adapter is entered here; {@link HexagonRule#EVERY_CLASS_HAS_A_PLACE} asks for it.
   */
  List<String> drivingAdapters() {
    return List.of(httpAdapter(), mcpAdapter());
  }

  /** A new driven adapter is entered here. */
  List<String> drivenAdapters() {
    return List.of(persistenceAdapter());
  }

  /** Under the driving adapters; knows nothing of the hexagon. */
  String chunkCodec() {
    return root + ".chunk.codec..";
  }

  /** Under the driving adapters; sees the ports in and the domain, as they do. */
  String httpServer() {
    return root + ".http.server..";
  }

  /** Under the driving adapter for agents; knows nothing of the hexagon. */
  String mcpProtocol() {
    return root + ".mcp.protocol..";
  }

  String embeddedPostgres() {
    return root + ".embedded.postgres..";
  }

  /** A client of the service; the rest of the hexagon does not know it, nor it that. */
  String mcpBridge() {
    return root + ".mcp.stdio..";
  }

  String testkit() {
    return root + ".testkit..";
  }

  String bootstrap() {
    return root + ".bootstrap..";
  }

  /** The name of the suite that every implementation of a driven port passes. */
  String contractOf(String port) {
    return root + ".testkit." + port + "Contract";
  }

  List<String> places() {
    return Stream.of(
            List.of(domain(), ports()),
            useCases(),
            drivingAdapters(),
            drivenAdapters(),
            List.of(
                chunkCodec(),
                httpServer(),
                mcpProtocol(),
                embeddedPostgres(),
                mcpBridge(),
                testkit(),
                bootstrap()))
        .flatMap(List::stream)
        .toList();
  }
}
