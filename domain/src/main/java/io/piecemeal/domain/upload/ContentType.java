package io.piecemeal.domain.upload;

import java.util.regex.Pattern;

/**
 * The media type of a file as its caller declared it (RFC 9110 section 8.3.1): {@code type/subtype}
 * with optional parameters, at most 127 characters of visible ASCII. It is stored and given back,
 * never acted upon. Types of new files are made by {@link #of}.
 */
public record ContentType(String value) {

  private static final int MAX_LENGTH = 127;
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final Pattern SYNTAX =
      Pattern.compile(
          TOKEN
              + "/"
              + TOKEN
              + "(?:[ \t]*+;[ \t]*+"
              + TOKEN
              + "=(?:"
              + TOKEN
              + "|\"[ !#-\\[\\]-~]*+\"))*+");

  /** The weight of a media range in Accept. It is none of a type, and readers stumble over it. */
  private static final Pattern WEIGHT = Pattern.compile(";[ \t]*+q=", Pattern.CASE_INSENSITIVE);

  /** A semicolon with nothing behind it says nothing (RFC 9110 section 5.6.6). */
  private static final Pattern EMPTY_PARAMETERS = Pattern.compile("[ \t]*+(?:;[ \t]*+)++$");

  /** What a file is whose caller said nothing. */
  public static final ContentType OCTET_STREAM = new ContentType("application/octet-stream");

  public ContentType {
    if (value.length() > MAX_LENGTH || !SYNTAX.matcher(value).matches()) {
      throw new UploadRejected(
          new Refusal.InvalidField(
              Input.CONTENT_TYPE, "it is not a media type of at most 127 characters"));
    }
  }

  /**
   * The media type of a new file.
   *
   * @throws UploadRejected with {@link Refusal.InvalidField} if it is none, or has a weight
   */
  public static ContentType of(String declared) {
    ContentType type = new ContentType(EMPTY_PARAMETERS.matcher(declared).replaceFirst(""));
    if (WEIGHT.matcher(declared).find()) {
      throw new UploadRejected(
          new Refusal.InvalidField(
              Input.CONTENT_TYPE, "'q' is a weight in 'Accept' and no parameter of a media type"));
    }
    return type;
  }

  @Override
  public String toString() {
    return value;
  }
}
