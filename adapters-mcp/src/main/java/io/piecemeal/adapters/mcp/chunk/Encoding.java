package io.piecemeal.adapters.mcp.chunk;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/** How bytes are written in the text of an argument. */
public enum Encoding {
  BASE64("base64") {
    @Override
    void decode(String text, OutputStream sink) throws IOException {
      new StrictBase64(text).writeTo(sink);
    }
  },
  UTF8("utf8") {
    @Override
    void decode(String text, OutputStream sink) throws IOException {
      StrictUtf8.write("data", text, sink);
    }
  },
  HEX("hex") {
    @Override
    void decode(String text, OutputStream sink) throws IOException {
      StrictHex.write(text, sink);
    }
  };

  private final String wireName;

  Encoding(String wireName) {
    this.wireName = wireName;
  }

  /** What callers call it. */
  public String wireName() {
    return wireName;
  }

  /** What callers call all of them. */
  public static List<String> wireNames() {
    return Stream.of(values()).map(Encoding::wireName).toList();
  }

  /** The one that callers call so; it has to be one of {@link #wireNames}. */
  public static Encoding of(String wireName) {
    return Stream.of(values())
        .filter(encoding -> encoding.wireName.equals(wireName))
        .findAny()
        .orElseThrow();
  }

  /**
   * Writes what the text stands for, in blocks.
   *
   * @throws io.piecemeal.adapters.mcp.argument.ArgumentRejected naming the first character that is
   *     wrong
   */
  abstract void decode(String text, OutputStream sink) throws IOException;
}
