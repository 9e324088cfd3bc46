package io.piecemeal.adapters.mcp.argument;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The address of a file as a resource, which callers also send where its id is asked for. */
public final class FileUri {

  /** How it begins; the file's id follows. */
  public static final String PREFIX = "piecemeal://files/";

  private static final String ID = "file_id";
  private static final String URI = "uri";

  private FileUri() {}

  /** Answers name a file by both; so some callers send the one by its own name. */
  static Map<String, Object> namedAsId(List<String> known, Map<String, Object> sent) {
    if (!known.contains(ID) || sent.get(ID) != null || !sent.containsKey(URI)) {
      return sent;
    }
    Map<String, Object> named = new LinkedHashMap<>(sent);
    named.put(ID, named.remove(URI));
    return named;
  }

  /** The id in an address, of some of its bytes too; any other text as it is. */
  static String idIn(String text) {
    return text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("\\?", 2)[0] : text;
  }
}
