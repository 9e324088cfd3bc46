package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.ObjectKey;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Several objects as one: the heads of all, then each with its head, beginning where a multiple of
 * {@value PackKey#UNIT} bytes is.
 */
final class Pack implements Content {

  private final List<NewRecord> records;
  private final List<RecordHead> heads = new ArrayList<>();
  private final long length;

  Pack(PackName name, List<NewRecord> records) {
    this.records = records;
    long end = (long) records.size() * RecordHead.SIZE;
    for (NewRecord record : records) {
      int place = Math.toIntExact(Math.ceilDiv(end, S3Key.UNIT));
      S3Key key = new S3Key(record.shard(), name.name(), records.size(), heads.size(), place);
      heads.add(new RecordHead(key.toObjectKey(), Math.toIntExact(record.content().length())));
      end = key.start() + RecordHead.SIZE + record.content().length();
    }
    length = end;
  }

  /** In the order of the records. */
  List<ObjectKey> keys() {
    return heads.stream().map(RecordHead::key).toList();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream stream() {
    List<InputStream> streams = new ArrayList<>();
    streams.add(bytes(heads, 0));
    long end = (long) heads.size() * RecordHead.SIZE;
    for (int i = 0; i < heads.size(); i++) {
      RecordHead head = heads.get(i);
      streams.add(bytes(List.of(head), (int) -end & (S3Key.UNIT - 1)));
      streams.add(records.get(i).content().stream());
      end = Math.ceilDiv(end, S3Key.UNIT) * S3Key.UNIT + RecordHead.SIZE + head.length();
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  private static InputStream bytes(List<RecordHead> heads, int padding) {
    ByteBuffer bytes = ByteBuffer.allocate(padding + heads.size() * RecordHead.SIZE);
    bytes.position(padding);
    heads.forEach(head -> head.writeTo(bytes));
    return new ByteArrayInputStream(bytes.array());
  }
}
