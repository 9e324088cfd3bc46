package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * The requests for single objects and lists of them. Each ends at its deadline. Names are those
 * within the store's prefix.
 */
record Bucket(S3Location location, S3Clients clients, Patience patience) implements AutoCloseable {

  private static final int PAGE = 1000;

  /** An object's bytes, up to the end of a range; to be closed or aborted. */
  record Opened(ResponseInputStream<GetObjectResponse> bytes, long objectLength) {}

  Deadline deadline() {
    return patience.deadline();
  }

  void put(String name, Content content, Deadline deadline) {
    put(name, content, Map.of(), deadline);
  }

  /** Puts an object; it is durable on return. Sent once. What fails may be there later. */
  void put(String name, Content content, Map<String, String> metadata, Deadline deadline) {
    translating(
        name + " not put",
        () ->
            clients
                .once()
                .putObject(
                    put ->
                        put.bucket(location.bucket())
                            .key(location.name(name))
                            .metadata(metadata)
                            .overrideConfiguration(until(deadline)),
                    content.body()));
  }

  /**
   * Opens a part of an object that is not empty.
   *
   * @throws StorageFailure.Damaged if there is no such object, or it ends before the range begins
   */
  Opened get(String name, ByteRange range, Deadline deadline) {
    try {
      ResponseInputStream<GetObjectResponse> bytes =
          noting(
              () ->
                  clients
                      .again()
                      .getObject(
                          get ->
                              get.bucket(location.bucket())
                                  .key(location.name(name))
                                  .range(header(range))
                                  .overrideConfiguration(until(deadline))));
      return opened(bytes, range);
    } catch (SdkException e) {
      throw notOpened(name, e);
    }
  }

  private static Opened opened(ResponseInputStream<GetObjectResponse> bytes, ByteRange range) {
    try {
      return new Opened(bytes, ContentRange.total(bytes.response(), range));
    } catch (StorageFailure e) {
      bytes.abort();
      throw e;
    }
  }

  private static StorageFailure notOpened(String name, SdkException failure) {
    return S3Failures.isAbsent(failure) || S3Failures.isOutOfRange(failure)
        ? new StorageFailure.Damaged(
            "object %s is not there, or too short".formatted(name), failure)
        : S3Failures.translated("object %s not opened".formatted(name), failure);
  }

  /**
   * Reads a small object.
   *
   * @throws StorageFailure.Damaged if there is none
   */
  byte[] read(String name, Deadline deadline) {
    try {
      return noting(
              () ->
                  clients
                      .again()
                      .getObjectAsBytes(
                          get ->
                              get.bucket(location.bucket())
                                  .key(location.name(name))
                                  .overrideConfiguration(until(deadline))))
          .asByteArray();
    } catch (SdkException e) {
      throw notOpened(name, e);
    }
  }

  static String header(ByteRange range) {
    return "bytes=%d-%d".formatted(range.start().value(), range.end().value() - 1);
  }

  /** What is said of an object; empty if there is none. */
  Optional<HeadObjectResponse> look(String name, Deadline deadline) {
    try {
      return Optional.of(
          noting(
              () ->
                  clients
                      .again()
                      .headObject(
                          head ->
                              head.bucket(location.bucket())
                                  .key(location.name(name))
                                  .overrideConfiguration(until(deadline)))));
    } catch (SdkException e) {
      if (S3Failures.isAbsent(e)) {
        return Optional.empty();
      }
      throw S3Failures.translated("object %s not looked at".formatted(name), e);
    }
  }

  /** Deletes objects; absent ones are ignored. */
  void delete(Collection<String> names, Deadline deadline) {
    new Deletion(this, deadline).delete(names);
  }

  /**
   * Lists objects in the order of their names.
   *
   * @param after the last name that is not listed any more; empty for none
   */
  ListObjectsV2Response list(String prefix, String after, int most, Deadline deadline) {
    return translating(
        prefix + " not listed",
        () ->
            clients
                .again()
                .listObjectsV2(
                    list -> {
                      list.bucket(location.bucket())
                          .prefix(location.name(prefix))
                          .maxKeys(most)
                          .overrideConfiguration(until(deadline));
                      if (!after.isEmpty()) {
                        list.startAfter(location.name(after));
                      }
                    }));
  }

  /** The names of all objects that begin so. */
  List<String> names(String prefix, Deadline deadline) {
    List<String> names = new ArrayList<>();
    ListObjectsV2Response page;
    do {
      String last = names.isEmpty() ? "" : names.getLast();
      page = list(prefix, last, PAGE, deadline);
      page.contents().forEach(object -> names.add(location.local(object.key())));
    } while (page.isTruncated());
    return names;
  }

  /** Makes a request that is given up in time, and says what its failure means. */
  <T> T translating(String what, Supplier<T> request) {
    try {
      return noting(request);
    } catch (SdkException e) {
      throw S3Failures.translated(what, e);
    }
  }

  /** Makes a request, and notes whether the store answers. */
  <T> T noting(Supplier<T> request) {
    try {
      T answer = request.get();
      patience.noteAnswer();
      return answer;
    } catch (SdkException e) {
      if (S3Failures.isSilence(e)) {
        patience.noteSilence();
      } else if (S3Failures.isAnswer(e)) {
        patience.noteAnswer();
      }
      throw e;
    }
  }

  static Consumer<AwsRequestOverrideConfiguration.Builder> until(Deadline deadline) {
    return override -> override.apiCallTimeout(deadline.remaining());
  }

  @Override
  public void close() {
    clients.close();
  }
}
