package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import software.amazon.awssdk.core.exception.SdkException;

/** Removes the parts of an object that is not to be. */
record Abortion(Bucket bucket, String name, String upload) {

  void run(Deadline deadline) {
    try {
      Object _ =
          bucket.noting(
              () ->
                  bucket
                      .clients()
                      .again()
                      .abortMultipartUpload(
                          abort ->
                              abort
                                  .bucket(bucket.location().bucket())
                                  .key(bucket.location().name(name))
                                  .uploadId(upload)
                                  .overrideConfiguration(Bucket.until(deadline))));
    } catch (SdkException e) {
      if (!S3Failures.isAbsent(e)) {
        throw S3Failures.translated("parts of %s not removed".formatted(name), e);
      }
    }
  }
}
