package io.piecemeal.http.server.text;

import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How answers say what a scanner made of a file; of a file that is not to be scanned, nothing. */
public final class ScanFacts {

  private ScanFacts() {}

  /** What is known. */
  public static Optional<Scan> of(StoredFile file) {
    return switch (file) {
      case UploadSession open -> Optional.empty();
      case CompleteFile complete -> complete.scan();
    };
  }

  /** The member {@code scan}. */
  public static Map<String, Object> view(Scan scan) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("state", WireNames.of(scan.state()));
    scan.finding().ifPresent(finding -> members.put("finding", finding));
    return members;
  }

  /** Puts {@code scan} and {@code detected_type}. */
  public static void put(Map<String, Object> members, StoredFile file) {
    Optional<Scan> scan = of(file);
    scan.flatMap(Scan::detected)
        .map(ContentType::value)
        .ifPresent(type -> members.put("detected_type", type));
    scan.ifPresent(known -> members.put("scan", view(known)));
  }
}
