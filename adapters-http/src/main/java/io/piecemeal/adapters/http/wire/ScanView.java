package io.piecemeal.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.http.server.text.WireNames;
import org.jspecify.annotations.Nullable;

/** What a scanner made of a file. */
@Serdeable.Serializable
public record ScanView(
    String state, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String finding) {

  static ScanView of(Scan scan) {
    return new ScanView(WireNames.of(scan.state()), scan.finding().orElse(null));
  }
}
