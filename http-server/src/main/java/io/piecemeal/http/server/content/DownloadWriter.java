package io.piecemeal.http.server.content;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.netty.body.NettyByteBodyFactory;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;

/**
 * Makes bodies of downloads. What the framework has for streams copies their bytes several times, 8
 * KiB at a time, and changes threads for each; that costs seven times the CPU.
 */
@Singleton
final class DownloadWriter implements ResponseBodyWriter<Download> {

  /** Of the memory outside of the heap, which by default may be as much as the heap. */
  private static final int PART_FOR_BLOCKS = 8;

  private final ExecutorService threads;
  private final BlockSizes sizes;

  DownloadWriter(@Named(TaskExecutors.BLOCKING) ExecutorService threads, EncryptedBytes encrypted) {
    this.threads = threads;
    this.sizes =
        new BlockSizes(Runtime.getRuntime().maxMemory() / PART_FOR_BLOCKS, encrypted::pending);
  }

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<Download> type,
      MediaType mediaType,
      Download download) {
    if (!(bodies instanceof NettyByteBodyFactory netty)) {
      throw new IllegalStateException("downloads are written by Netty, not by " + bodies);
    }
    return new DownloadPump(download, threads, sizes).bodyOn(netty);
  }

  @Override
  public void writeTo(
      Argument<Download> type,
      MediaType mediaType,
      Download download,
      MutableHeaders headers,
      OutputStream target) {
    throw new UnsupportedOperationException("downloads are written piece by piece");
  }
}
