package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes many objects with few requests, where the store knows how. */
record Deletion(Bucket bucket, Deadline deadline) {

  /** S3 takes a thousand; Swift deletes them one by one, and has to be done before the deadline. */
  private static final int AT_ONCE = 100;

  void delete(Collection<String> names) {
    List<String> all = List.copyOf(names);
    for (int start = 0; start < all.size(); start += AT_ONCE) {
      List<String> some = all.subList(start, Math.min(start + AT_ONCE, all.size()));
      if (some.size() == 1) {
        deleteOne(some.getFirst());
      } else {
        deleteTogether(some);
      }
    }
  }

  private void deleteTogether(List<String> names) {
    List<ObjectIdentifier> objects =
        names.stream()
            .map(name -> ObjectIdentifier.builder().key(bucket.location().name(name)).build())
            .toList();
    DeleteObjectsResponse answer;
    try {
      answer =
          bucket.noting(
              () ->
                  bucket
                      .clients()
                      .again()
                      .deleteObjects(
                          delete ->
                              delete
                                  .bucket(bucket.location().bucket())
                                  .delete(some -> some.objects(objects).quiet(true))
                                  .overrideConfiguration(Bucket.until(deadline))));
    } catch (SdkException e) {
      if (S3Failures.isUnknownRequest(e)) {
        names.forEach(this::deleteOne);
        return;
      }
      throw S3Failures.translated("%d objects not deleted".formatted(names.size()), e);
    }
    requireDeleted(answer.errors());
  }

  private static void requireDeleted(List<S3Error> errors) {
    if (!errors.isEmpty()) {
      S3Error first = errors.getFirst();
      throw new StorageFailure.Unavailable(
          "%d objects not deleted, the first, %s, for %s"
              .formatted(errors.size(), first.key(), first.code()));
    }
  }

  private void deleteOne(String name) {
    if (deadline.isOver()) {
      throw new StorageFailure.Unavailable(name + " not deleted in time");
    }
    try {
      Object _ =
          bucket.noting(
              () ->
                  bucket
                      .clients()
                      .again()
                      .deleteObject(
                          delete ->
                              delete
                                  .bucket(bucket.location().bucket())
                                  .key(bucket.location().name(name))
                                  .overrideConfiguration(Bucket.until(deadline))));
    } catch (SdkException e) {
      if (!S3Failures.isAbsent(e)) {
        throw S3Failures.translated(name + " not deleted", e);
      }
    }
  }
}
