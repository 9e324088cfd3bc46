package io.piecemeal.adapters.http.content;

import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.domain.ByteRange;

/** The body of an answer: a part of a file's bytes, or all of them. */
public record Download(Content content, ByteRange range) {}
