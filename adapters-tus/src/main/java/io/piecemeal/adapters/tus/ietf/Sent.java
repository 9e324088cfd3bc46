package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.http.server.interim.InterimAnswers;
import java.io.InputStream;

/** A body, and the request that it came with. */
record Sent(UploadRequest request, InputStream content, InterimAnswers answers) {

  /** The same request, whose body is read through this. */
  Sent with(InputStream watched) {
    return new Sent(request, watched, answers);
  }
}
