package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The object that one body consists of, read member by member. */
final class ChunkObject {

  private final ScanBuffers buffers;
  private final BodySource source;
  private final JsonCursor cursor;
  private final JsonString strings;
  private final MemberValues values;
  private final ChunkOutput sink;
  private final Set<Member> seen = EnumSet.noneOf(Member.class);
  private @Nullable DataMember data;

  ChunkObject(InputStream body, ScanBuffers buffers, ChunkOutput sink) {
    this.buffers = buffers;
    this.source = new BodySource(body, buffers.window());
    this.cursor = new JsonCursor(source);
    this.strings = new JsonString(source);
    this.values = new MemberValues(cursor, strings);
    this.sink = sink;
  }

  ChunkMembers read() throws IOException {
    ByteOrderMark.skip(source);
    cursor.expect('{', "the body must be one JSON object in UTF-8");
    if (!cursor.takes('}')) {
      do {
        readMember();
      } while (cursor.takes(','));
      cursor.expect('}', "a comma or the object's end must stand here");
    }
    if (cursor.peekToken() >= 0) {
      throw cursor.fault("nothing but whitespace may follow the object");
    }
    if (data == null) {
      throw new ChunkBodyRejected(new ChunkBodyFault.MissingField(Member.DATA.jsonName()));
    }
    data.endOfBody(values.encoding());
    return values.members();
  }

  private void readMember() throws IOException {
    cursor.expect('"', "a member's name must stand here");
    long position = source.consumed() - 1;
    Member member = readName();
    if (!seen.add(member)) {
      throw new ChunkBodyRejected(
          new ChunkBodyFault.InvalidJson(
              position, "member " + member.jsonName() + " occurs twice"));
    }
    cursor.expect(':', "a colon must stand here");
    switch (member) {
      case DATA -> readData();
      case OFFSET -> values.readOffset();
      case SHA256 -> values.readSha256();
      case ENCODING -> values.readEncoding();
      case COMPLETE -> values.readComplete();
    }
  }

  private Member readName() throws IOException {
    ShortText name = new ShortText(ChunkObject::unknown);
    strings.read(name);
    return Member.named(name.toString())
        .orElseThrow(() -> new ChunkBodyRejected(unknown(name.toString())));
  }

  private static ChunkBodyFault unknown(String name) {
    return new ChunkBodyFault.UnknownField(name);
  }

  private void readData() throws IOException {
    values.expectString(Member.DATA, "must be a string");
    data = new DataMember(values.encoding(), source, buffers, sink);
    data.read(strings);
  }
}
