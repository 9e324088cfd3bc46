package com.example.piecemeal.sqlite;

import io.piecemeal.architecture.Code;
import io.piecemeal.architecture.Hexagon;
import io.piecemeal.architecture.HexagonContract;
import io.piecemeal.architecture.Kind;
import io.piecemeal.architecture.Place;

/** The adapter keeps the rules of the hexagon that it belongs to. */
final class ArchitectureTest extends HexagonContract {

  private static final String ROOT = "com.example.piecemeal.sqlite";

  @Override
  protected Code code() {
    return Code.of(
        Hexagon.of(
            ROOT,
            "io.piecemeal",
            Place.of(Kind.DRIVEN_ADAPTER, ROOT).using("java.sql", "org.sqlite..")));
  }
}
