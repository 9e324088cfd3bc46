package io.piecemeal.chunk.codec;

import io.piecemeal.chunk.codec.ChunkMembers.Completion;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the members besides the data, each from behind its colon, and remembers what they say. */
final class MemberValues {

  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");
  private static final String SHA256_RULE = "must be a string of 64 hexadecimal digits";
  private static final String COMPLETE_RULE = "must be true or false";
  private static final String OFFSET_RULE = "must be an integer from 0 to " + Long.MAX_VALUE;
  private static final String ENCODING_RULE =
      Stream.of(Encoding.values())
          .map(Encoding::wireName)
          .collect(Collectors.joining(", ", "must be one of ", ""));

  private final JsonCursor cursor;
  private final JsonString strings;
  private OptionalLong offset = OptionalLong.empty();
  private Optional<String> sha256 = Optional.empty();
  private Optional<Encoding> encoding = Optional.empty();
  private Completion completion = Completion.MORE_MAY_FOLLOW;

  MemberValues(JsonCursor cursor, JsonString strings) {
    this.cursor = cursor;
    this.strings = strings;
  }

  /** The members read so far. */
  ChunkMembers members() {
    return new ChunkMembers(offset, sha256, completion);
  }

  /** The encoding, if its member was read. */
  Optional<Encoding> encoding() {
    return encoding;
  }

  void readOffset() throws IOException {
    if (isNumber(cursor.peekToken())) {
      offset = cursor.number();
      if (offset.isEmpty()) {
        throw invalid(Member.OFFSET, OFFSET_RULE);
      }
    } else {
      Optional<String> digits = readText(Member.OFFSET, OFFSET_RULE);
      offset = digits.isPresent() ? Digits.parse(digits.get()) : OptionalLong.empty();
      if (digits.isPresent() && offset.isEmpty()) {
        throw invalid(Member.OFFSET, OFFSET_RULE);
      }
    }
  }

  void readSha256() throws IOException {
    Optional<String> digest = readText(Member.SHA256, SHA256_RULE);
    if (digest.isPresent() && !SHA256.matcher(digest.get()).matches()) {
      throw invalid(Member.SHA256, SHA256_RULE);
    }
    sha256 = digest.map(digits -> digits.toLowerCase(Locale.ROOT));
  }

  void readEncoding() throws IOException {
    encoding =
        readText(Member.ENCODING, ENCODING_RULE)
            .map(
                name ->
                    Encoding.named(name)
                        .orElseThrow(() -> invalid(Member.ENCODING, ENCODING_RULE)));
  }

  void readComplete() throws IOException {
    int first = cursor.peekToken();
    String word =
        first == 't' || first == 'f'
            ? cursor.literal().name().toLowerCase(Locale.ROOT)
            : readText(Member.COMPLETE, COMPLETE_RULE).orElse("false");
    completion =
        switch (word) {
          case "true" -> Completion.LAST_CHUNK;
          case "false" -> Completion.MORE_MAY_FOLLOW;
          default -> throw invalid(Member.COMPLETE, COMPLETE_RULE);
        };
  }

  /** Reads the opening quote of a member's value. */
  void expectString(Member member, String rule) throws IOException {
    if (!cursor.takes('"')) {
      throw otherKind(member, rule);
    }
  }

  /** A short string; empty if the member is not given, which null and "" say as well. */
  private Optional<String> readText(Member member, String rule) throws IOException {
    if (cursor.peekToken() == 'n') {
      cursor.literal();
      return Optional.empty();
    }
    expectString(member, rule);
    ShortText text = new ShortText(start -> fault(member, rule));
    strings.read(text);
    return Optional.of(text.toString()).filter(given -> !given.isEmpty());
  }

  /** The fault of a value of another kind, unless it is not even JSON. */
  private ChunkBodyRejected otherKind(Member member, String rule) throws IOException {
    int first = cursor.peekToken();
    if (isNumber(first)) {
      cursor.number();
    } else if (first != '"' && first != '{' && first != '[') {
      cursor.literal();
    }
    return invalid(member, rule);
  }

  private static boolean isNumber(int first) {
    return first == '-' || (first >= '0' && first <= '9');
  }

  private static ChunkBodyRejected invalid(Member member, String rule) {
    return new ChunkBodyRejected(fault(member, rule));
  }

  private static ChunkBodyFault fault(Member member, String rule) {
    return new ChunkBodyFault.InvalidField(member.jsonName(), rule);
  }
}
