package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object that is sent in parts. Each request is made once: a part or a completion whose answer
 * is lost fails the object. For one thread at a time.
 */
final class PartedObject {

  private static final Logger LOG = System.getLogger(PartedObject.class.getName());

  private final Bucket bucket;
  private final ObjectKey key;
  private final String name;
  private final String upload;
  private final List<CompletedPart> parts = new ArrayList<>();
  private State state = State.OPEN;

  private enum State {
    OPEN,
    /** Whether it is an object by now is not known before the answer. */
    COMPLETING,
    COMPLETE
  }

  private PartedObject(Bucket bucket, ObjectKey key, String upload) {
    this.bucket = bucket;
    this.key = key;
    this.name = OwnKey.name(key);
    this.upload = upload;
  }

  static PartedObject begin(Bucket bucket, ObjectKey key, Deadline deadline) {
    String name = OwnKey.name(key);
    String upload =
        bucket
            .translating(
                name + " not begun",
                () ->
                    once(bucket)
                        .createMultipartUpload(
                            create ->
                                create
                                    .bucket(bucket.location().bucket())
                                    .key(bucket.location().name(name))
                                    .overrideConfiguration(Bucket.until(deadline))))
            .uploadId();
    return new PartedObject(bucket, key, upload);
  }

  private static S3Client once(Bucket bucket) {
    return bucket.clients().once();
  }

  ObjectKey key() {
    return key;
  }

  void send(Content part, Deadline deadline) {
    int number = parts.size() + 1;
    String tag =
        bucket
            .translating(
                "part %d of %s not put".formatted(number, name),
                () ->
                    once(bucket)
                        .uploadPart(
                            put ->
                                put.bucket(bucket.location().bucket())
                                    .key(bucket.location().name(name))
                                    .uploadId(upload)
                                    .partNumber(number)
                                    .overrideConfiguration(Bucket.until(deadline)),
                            part.body()))
            .eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
  }

  /** Makes it a durable object, with a last part if that is not empty; once, and then nothing. */
  void complete(Content last, Deadline deadline) {
    if (state == State.COMPLETE) {
      return;
    }
    if (last.length() > 0) {
      send(last, deadline);
    }
    state = State.COMPLETING;
    Object _ =
        bucket.translating(
            name + " not completed",
            () ->
                once(bucket)
                    .completeMultipartUpload(
                        complete ->
                            complete
                                .bucket(bucket.location().bucket())
                                .key(bucket.location().name(name))
                                .uploadId(upload)
                                .multipartUpload(all -> all.parts(parts))
                                .overrideConfiguration(Bucket.until(deadline))));
    state = State.COMPLETE;
  }

  /** An object that waits for long before it is kept may be taken for an orphan. */
  void requireThere(Deadline deadline) {
    if (bucket.length(name, deadline).isEmpty()) {
      throw new StorageFailure.Unavailable(name + " was removed before it was kept");
    }
  }

  /** Removes what is there of it; what cannot be removed is left, and logged. */
  void abandon() {
    Deadline deadline = bucket.deadline();
    try {
      if (state != State.COMPLETE) {
        abort(deadline);
      }
      if (state != State.OPEN) {
        bucket.delete(List.of(name), deadline);
      }
    } catch (StorageFailure e) {
      LOG.log(Level.WARNING, "what was sent of {0} is left: {1}", name, e);
    }
  }

  private void abort(Deadline deadline) {
    new Abortion(bucket, name, upload).run(deadline);
  }
}
