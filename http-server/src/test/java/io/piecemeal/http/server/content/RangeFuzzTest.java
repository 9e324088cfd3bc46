package io.piecemeal.http.server.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;

/**
 * Any Range header against any size. The long run is started like that of {@code
 * ChunkBodyFuzzTest}.
 */
class RangeFuzzTest {

  @FuzzTest(maxDuration = "5m")
  @DictionaryEntries({"bytes=", "bytes=-", "0-", "-1", "9223372036854775807", "1-0", ","})
  void aPartLiesWithinTheFile(FuzzedDataProvider data) {
    ByteCount size = new ByteCount(data.consumeLong(0, Long.MAX_VALUE));
    switch (RequestedRange.parse(data.consumeRemainingAsString(), size)) {
      case RequestedRange.Part(ByteRange range) -> {
        assertThat(range.length().value()).isPositive();
        assertThat(range.end()).isLessThanOrEqualTo(size);
      }
      case RequestedRange.Whole _, RequestedRange.Unsatisfiable _ -> {}
    }
  }
}
