package io.piecemeal.domain;

import java.util.regex.Pattern;

/**
 * The media type of a file as its caller declared it (RFC 9110 section 8.3.1): {@code type/subtype}
 * with optional parameters, at most 127 characters of visible ASCII. It is stored and given back,
 * never acted upon.
 */
public record ContentType(String value) {

  private static final int MAX_LENGTH = 127;
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final Pattern SYNTAX =
      Pattern.compile(
          TOKEN + "/" + TOKEN + "(?: ?; ?" + TOKEN + "=(?:" + TOKEN + "|\"[ !#-\\[\\]-~]*+\"))*+");

  /** What a file is whose caller said nothing. */
  public static final ContentType OCTET_STREAM = new ContentType("application/octet-stream");

  public ContentType {
    if (value.length() > MAX_LENGTH || !SYNTAX.matcher(value).matches()) {
      throw new UploadRejected(
          new Refusal.InvalidField(
              "content_type", "it is not a media type of at most 127 characters"));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
