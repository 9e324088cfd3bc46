package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/**
 * An object that is sent in parts. Each request is made once: a part or a completion whose answer
 * is lost fails the object. For one thread at a time.
 */
final class PartedObject {

  private static final Logger LOG = System.getLogger(PartedObject.class.getName());

  private final Bucket bucket;
  private final ObjectNames names;
  private final S3Key key;
  private final String path;
  private final String upload;
  private final List<CompletedPart> parts = new ArrayList<>();
  private State state = State.OPEN;

  private enum State {
    OPEN,
    /** Whether it is an object by now is not known before the answer. */
    COMPLETING,
    COMPLETE
  }

  private PartedObject(Bucket bucket, ObjectNames names, S3Key key, String upload) {
    this.bucket = bucket;
    this.names = names;
    this.key = key;
    this.path = ObjectPath.of(key.name());
    this.upload = upload;
  }

  /** What was begun is known to those who look for it after a crash, before a part is sent. */
  static PartedObject begin(Bucket bucket, ObjectNames names, Shard shard, Deadline deadline) {
    S3Key key = S3Key.alone(shard, names.next());
    String upload;
    try {
      upload = begin(bucket, key, deadline);
    } catch (RuntimeException e) {
      names.left(key.name());
      throw e;
    }
    PartedObject begun = new PartedObject(bucket, names, key, upload);
    try {
      names.begun(key.name(), upload);
    } catch (RuntimeException e) {
      begun.abandon();
      throw e;
    }
    return begun;
  }

  private static String begin(Bucket bucket, S3Key key, Deadline deadline) {
    String path = ObjectPath.of(key.name());
    return bucket
        .translating(
            path + " not begun",
            () ->
                once(bucket)
                    .createMultipartUpload(
                        create ->
                            create
                                .bucket(bucket.location().bucket())
                                .key(bucket.location().name(path))
                                .metadata(new Label.Alone(key.shard()).metadata())
                                .overrideConfiguration(Bucket.until(deadline))))
        .uploadId();
  }

  private static S3Client once(Bucket bucket) {
    return bucket.clients().once();
  }

  S3Key key() {
    return key;
  }

  void send(Content part, Deadline deadline) {
    int number = parts.size() + 1;
    String tag =
        bucket
            .translating(
                "part %d of %s not put".formatted(number, path),
                () ->
                    once(bucket)
                        .uploadPart(
                            put ->
                                put.bucket(bucket.location().bucket())
                                    .key(bucket.location().name(path))
                                    .uploadId(upload)
                                    .partNumber(number)
                                    .overrideConfiguration(Bucket.until(deadline)),
                            part.body()))
            .eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
  }

  /**
   * The same with a part of another object as it is in the store.
   *
   * @return false if the store cannot do that
   * @throws StorageFailure.Damaged if there is no such object, or it is too short
   */
  boolean copy(S3Key source, ByteRange range, Deadline deadline) {
    int number = parts.size() + 1;
    try {
      CopyPartResult copied =
          bucket
              .noting(() -> once(bucket).uploadPartCopy(copying(source, range, number, deadline)))
              .copyPartResult();
      if (copied == null || copied.eTag() == null) {
        throw new StorageFailure.Unavailable("part %d of %s not told".formatted(number, path));
      }
      parts.add(CompletedPart.builder().partNumber(number).eTag(copied.eTag()).build());
      return true;
    } catch (SdkException e) {
      if (S3Failures.isUnknownRequest(e)) {
        return false;
      }
      throw notCopied(source, e);
    }
  }

  private UploadPartCopyRequest copying(
      S3Key source, ByteRange range, int number, Deadline deadline) {
    return UploadPartCopyRequest.builder()
        .sourceBucket(bucket.location().bucket())
        .sourceKey(bucket.location().name(ObjectPath.of(source.name())))
        .copySourceRange(Bucket.header(range))
        .destinationBucket(bucket.location().bucket())
        .destinationKey(bucket.location().name(path))
        .uploadId(upload)
        .partNumber(number)
        .overrideConfiguration(Bucket.until(deadline))
        .build();
  }

  private static StorageFailure notCopied(S3Key source, SdkException failure) {
    String what = "object %s not copied".formatted(source.toObjectKey());
    return S3Failures.isAbsent(failure) || S3Failures.isOutOfRange(failure)
        ? new StorageFailure.Damaged(what + ": it is not there, or too short", failure)
        : S3Failures.translated(what, failure);
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
            path + " not completed",
            () ->
                once(bucket)
                    .completeMultipartUpload(
                        complete ->
                            complete
                                .bucket(bucket.location().bucket())
                                .key(bucket.location().name(path))
                                .uploadId(upload)
                                .multipartUpload(all -> all.parts(parts))
                                .overrideConfiguration(Bucket.until(deadline))));
    state = State.COMPLETE;
  }

  /** An object that waits for long before it is kept may be taken for an orphan. */
  ObjectKey keep(Deadline deadline) {
    if (bucket.look(path, deadline).isEmpty()) {
      throw new StorageFailure.Unavailable(path + " was removed before it was kept");
    }
    ObjectKey kept = key.toObjectKey();
    names.kept(key.name(), List.of(kept));
    return kept;
  }

  /** Removes what is there of it; what cannot be removed is left, and logged. */
  void abandon() {
    Deadline deadline = bucket.deadline();
    try {
      if (state != State.COMPLETE) {
        abort(deadline);
      }
      if (state != State.OPEN) {
        bucket.delete(List.of(path), deadline);
      }
    } catch (StorageFailure e) {
      LOG.log(Level.WARNING, "what was sent of {0} is left: {1}", path, e);
    }
    names.left(key.name());
  }

  private void abort(Deadline deadline) {
    new Abortion(bucket, path, upload).run(deadline);
  }
}
