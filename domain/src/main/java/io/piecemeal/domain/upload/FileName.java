package io.piecemeal.domain.upload;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * What a caller calls a file: a label, never a path. 1 to 255 bytes of UTF-8 in Unicode
 * normalization form C, without {@code /}, {@code \}, control characters, bidirectional overrides
 * and lone surrogates, and neither {@code .} nor {@code ..}.
 */
public record FileName(String value) {

  /** The most bytes a name has in UTF-8; also what common file systems allow. */
  public static final int MAX_BYTES = 255;

  public FileName {
    String fault = fault(value);
    if (!fault.isEmpty()) {
      throw new UploadRejected(new Refusal.BadFilename(fault));
    }
  }

  /**
   * Brings a caller's text into form C and checks it.
   *
   * @throws UploadRejected with {@link Refusal.BadFilename}
   */
  public static FileName of(String text) {
    // Before normalizing, which costs time in the length of the text; form C never shrinks UTF-8 by
    // more than a factor of three.
    if (text.length() > 3 * MAX_BYTES) {
      throw new UploadRejected(new Refusal.BadFilename("it is longer than 255 bytes of UTF-8"));
    }
    return new FileName(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  private static String fault(String name) {
    if (name.isEmpty()) {
      return "it is empty";
    }
    if (name.equals(".") || name.equals("..")) {
      return "it is a directory's name";
    }
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      String fault = fault(c);
      if (!fault.isEmpty()) {
        return fault + " at index " + i;
      }
      i += Character.charCount(c);
    }
    if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
      return "it is not in Unicode normalization form C";
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return "it is longer than 255 bytes of UTF-8";
    }
    return "";
  }

  private static String fault(int c) {
    if (c == '/' || c == '\\') {
      return "it has a path separator";
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          "it has a control character";
      case Character.SURROGATE -> "it has a lone surrogate";
      case Character.UNASSIGNED -> isNoncharacter(c) ? "it has a noncharacter" : "";
      default -> isBidiControl(c) ? "it has a bidirectional control character" : "";
    };
  }

  private static boolean isNoncharacter(int c) {
    return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
  }

  /** The characters with the property Bidi_Control (Unicode Standard Annex 9). */
  private static boolean isBidiControl(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  @Override
  public String toString() {
    return value;
  }
}
