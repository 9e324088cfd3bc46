package io.piecemeal.adapters.remote;

import io.piecemeal.application.port.out.RemoteSource.Content;
import io.piecemeal.application.port.out.RemoteSource.Rest;
import io.piecemeal.application.port.out.SourceFailure;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.SourceTrouble;
import io.piecemeal.outbound.Fetched;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer that has a file in it, or the rest of one. */
final class RemoteContent implements Content {

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** Of a version that names the bytes one by one; a weak one begins with W/. */
  private static final Pattern STRONG = Pattern.compile("\"[\\x21\\x23-\\x7e]{0,256}\"");

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

  private final Fetched fetched;
  private final ByteCount start;
  private final InputStream bytes;

  private RemoteContent(Fetched fetched, ByteCount start) throws IOException {
    this.fetched = fetched;
    this.start = start;
    this.bytes = fetched.body();
  }

  /**
   * An answer to a request for all. Closed where it is none that can be used.
   *
   * @throws SourceFailure with the reason for that
   */
  static Content ofWhole(Fetched fetched) throws SourceFailure {
    Optional<SourceTrouble> trouble = trouble(fetched);
    try {
      if (trouble.isEmpty()) {
        return new RemoteContent(fetched, ByteCount.ZERO);
      }
    } catch (IOException e) {
      fetched.close();
      throw new SourceFailure(SourceTrouble.BROKEN_OFF, e);
    }
    fetched.close();
    throw new SourceFailure(trouble.get());
  }

  /**
   * An answer to a request for the rest, which has that, or all of the file.
   *
   * @return empty if it has neither, and the source has to be asked for all
   * @throws SourceFailure if there is no use in that
   */
  static Optional<Content> ofRest(Fetched fetched, Rest rest) throws SourceFailure {
    if (fetched.status() == PARTIAL && isRest(fetched, rest)) {
      try {
        return Optional.of(new RemoteContent(fetched, rest.start()));
      } catch (IOException e) {
        fetched.close();
        throw new SourceFailure(SourceTrouble.BROKEN_OFF, e);
      }
    }
    return fetched.status() == PARTIAL || fetched.status() == RANGE_NOT_SATISFIABLE
        ? Optional.empty()
        : Optional.of(ofWhole(fetched));
  }

  /** All from the start on, of the same version, as it is stored. */
  private static boolean isRest(Fetched fetched, Rest rest) {
    Optional<Matcher> range =
        fetched.field("Content-Range").map(CONTENT_RANGE::matcher).filter(Matcher::matches);
    return range.isPresent()
        && Long.parseLong(range.get().group(1)) == rest.start().value()
        && Long.parseLong(range.get().group(2)) + 1 == Long.parseLong(range.get().group(3))
        && fetched.field("ETag").filter(rest.version()::equals).isPresent()
        && !isEncoded(fetched)
        && fetched.hasEnd();
  }

  private static Optional<SourceTrouble> trouble(Fetched fetched) {
    if (fetched.status() != OK) {
      return Optional.of(ofStatus(fetched.status()));
    }
    if (isEncoded(fetched)) {
      return Optional.of(SourceTrouble.ENCODED);
    }
    return fetched.hasEnd() ? Optional.empty() : Optional.of(SourceTrouble.ENDLESS);
  }

  private static SourceTrouble ofStatus(int status) {
    return switch (status) {
      case 401, 403, 407 -> SourceTrouble.DENIED;
      case 404, 410 -> SourceTrouble.ABSENT;
      case 408, 425, 429 -> SourceTrouble.BUSY;
      default -> status >= 500 ? SourceTrouble.BUSY : SourceTrouble.OTHER_ANSWER;
    };
  }

  private static boolean isEncoded(Fetched fetched) {
    return fetched
        .field("Content-Encoding")
        .filter(encoding -> !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity"))
        .isPresent();
  }

  @Override
  public ByteCount start() {
    return start;
  }

  @Override
  public Optional<ByteCount> length() {
    return fetched.length().isPresent()
        ? Optional.of(new ByteCount(fetched.length().getAsLong()))
        : Optional.empty();
  }

  @Override
  public Optional<String> version() {
    return fetched.field("ETag").filter(name -> STRONG.matcher(name).matches());
  }

  @Override
  public InputStream bytes() {
    return bytes;
  }

  @Override
  public void close() {
    fetched.close();
  }
}
