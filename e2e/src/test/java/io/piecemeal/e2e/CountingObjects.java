package io.piecemeal.e2e;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Counts what a store is asked for. */
final class CountingObjects extends ForwardingBlobStore {

  final AtomicInteger lists = new AtomicInteger();
  final AtomicInteger heads = new AtomicInteger();
  final AtomicInteger gets = new AtomicInteger();

  CountingObjects(BlobStore objects) {
    super(objects);
  }

  /** But for those of the mark, which is no object of a chunk. */
  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    if (request.prefix() == null || !request.prefix().endsWith("/high-water/")) {
      lists.incrementAndGet();
    }
    return super.list(request);
  }

  @Override
  public List<MultipartUpload> listMultipartUploads(String container) {
    lists.incrementAndGet();
    return super.listMultipartUploads(container);
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    heads.incrementAndGet();
    return super.blobMetadata(request);
  }

  /** But for those of probes, which come when they come. */
  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    if (request.key().contains("/objects/")) {
      gets.incrementAndGet();
    }
    return super.getBlob(request);
  }
}
