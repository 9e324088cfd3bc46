package io.piecemeal.adapters.s3;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import software.amazon.awssdk.core.sync.RequestBody;

/** Bytes to be put. */
interface Content {

  long length();

  /** From the first byte on, each time: signing reads the bytes before sending does. */
  InputStream stream();

  static Content of(byte[] bytes) {
    return new Content() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public InputStream stream() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  default RequestBody body() {
    return RequestBody.fromContentProvider(this::stream, length(), "application/octet-stream");
  }
}
