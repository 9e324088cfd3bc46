package io.piecemeal.adapters.mcp.chunk;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.chunk.codec.ChunkBodyFault;
import io.piecemeal.chunk.codec.ChunkBodyRejected;
import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.Encoding;
import io.piecemeal.chunk.codec.TextFault;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Decodes the text of an argument, and says in the words of a call what is wrong with it. */
final class DecodedText {

  private DecodedText() {}

  /**
   * Writes the bytes that the text stands for, in blocks.
   *
   * @param name of the argument that the text is
   * @throws ArgumentRejected naming the first character that is wrong
   */
  static void write(String name, ChunkText text, Encoding encoding, OutputStream sink)
      throws IOException {
    try {
      text.decode(encoding, sink);
    } catch (ChunkBodyRejected e) {
      throw e.fault() instanceof ChunkBodyFault.InvalidData invalid ? rejected(name, invalid) : e;
    }
  }

  /**
   * The same for a text whose encoding is an argument too: where another one is meant, the call is
   * mended by that.
   *
   * @param encodedBy the name of that argument
   */
  static void write(
      String name, String encodedBy, ChunkText text, Encoding encoding, OutputStream sink)
      throws IOException {
    try {
      text.decode(encoding, sink);
    } catch (ChunkBodyRejected e) {
      if (!(e.fault() instanceof ChunkBodyFault.InvalidData invalid)) {
        throw e;
      }
      Optional<Encoding> meant =
          switch (invalid.fault()) {
            case OF_BASE64URL -> Optional.of(Encoding.BASE64URL);
            case OF_BASE64 -> Optional.of(Encoding.BASE64);
            default -> Optional.empty();
          };
      ArgumentRejected rejected = rejected(name, invalid);
      throw meant
          .map(
              other ->
                  rejected
                      .adding(
                          "Where all of it is %s, send %s: that."
                              .formatted(other.wireName(), encodedBy))
                      .mendedBy(new ArgumentRejected.Mend.Value(encodedBy, other.wireName())))
          .orElse(rejected);
    }
  }

  private static ArgumentRejected rejected(String name, ChunkBodyFault.InvalidData invalid) {
    // Of bits that belong to no byte, the character that has them is named.
    int position =
        Math.toIntExact(invalid.position()) - (invalid.fault() == TextFault.LEFT_OVER_BITS ? 1 : 0);
    return ArgumentRejected.badData(
        name, invalid.encoding().wireName(), reason(invalid.fault()), position);
  }

  private static String reason(TextFault fault) {
    return switch (fault) {
      case NOT_BASE64, DATA_URL -> "a character is not Base64";
      case OF_BASE64URL -> "'-' and '_' are of base64url, in the place of '+' and '/'";
      case BLANK_FOR_PLUS -> "there is a blank within a line (a '+' may have become a space)";
      case MISPLACED_PADDING -> "a '=' is out of place";
      case NO_SECOND_PADDING, BEHIND_PADDING -> "something follows the padding";
      case LEFT_OVER_BITS -> "there are bits behind the last byte";
      case ENDS_IN_GROUP, ENDS_IN_PADDING -> "it ends within a group of four; pad it with '='";
      case NO_HEX_DIGIT -> "a character is no hex digit";
      case HALF_BYTE -> "it ends within a byte";
      case LONE_SURROGATE -> "a surrogate has no partner";
      case OF_BASE64 -> "'+' and '/' are of base64, in the place of '-' and '_'";
      case BLANK -> fault.reason();
    };
  }
}
