package io.piecemeal.adapters.mcp.resource;

import io.piecemeal.adapters.mcp.answer.ToolErrors;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.application.port.in.Authorize.Attempted;
import io.piecemeal.application.port.in.ListFiles;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Completes what a person types for a file in a template: its id, or a part of its name. */
@Singleton
public final class FileCompletions {

  /** Values in one answer: what fits a list to choose from. */
  static final int MOST_VALUES = 20;

  /** Files of an owner that are looked at, the newest: each key that is pressed is a call. */
  static final int MOST_LOOKED_AT = 500;

  private static final int PAGE = 100;
  private static final List<String> RANGE = List.of("offset", "length");

  private final ListFiles list;
  private final Authorize authorize;

  public FileCompletions(ListFiles list, Authorize authorize) {
    this.list = list;
    this.authorize = authorize;
  }

  /**
   * The ids of those of the caller's files that fit, newest first; none for numbers.
   *
   * @param params of {@code completion/complete}
   * @throws RpcRejected if there is nothing of that name to be completed, or the caller may not
   *     read
   */
  public Map<String, Object> complete(Caller caller, Map<String, Object> params) {
    String template = member(params.get("ref"), "uri");
    String name = member(params.get("argument"), "name");
    String typed = member(params.get("argument"), "value");
    boolean ranges = template.equals(FileResources.RANGE_TEMPLATE);
    if (!ranges && !template.equals(FileResources.TEMPLATE)) {
      throw invalid("'ref' has to name one of resources/templates/list");
    }
    Owner owner = reader(caller);
    if (name.equals("file_id")) {
      return result(find(owner, typed.toLowerCase(Locale.ROOT)));
    }
    if (ranges && RANGE.contains(name)) {
      return result(new Found(List.of(), Continuation.END));
    }
    throw invalid("the template has no such argument");
  }

  private static String member(@Nullable Object members, String name) {
    if (members instanceof Map<?, ?> map && map.get(name) instanceof String text) {
      return text;
    }
    // Of a prompt, too: there are none.
    throw invalid("'ref' needs a 'uri' of a template, and 'argument' a 'name' and a 'value'");
  }

  private Owner reader(Caller caller) {
    try {
      return authorize.require(
          caller, Scope.READ, () -> new Attempted("completion/complete", Optional.empty()));
    } catch (UploadRejected e) {
      throw RpcRejected.of(RpcError.INVALID_REQUEST, ToolErrors.of(e).text());
    }
  }

  private Found find(Owner owner, String typed) {
    List<String> ids = new ArrayList<>();
    Optional<FileQuery.Position> after = Optional.empty();
    for (int looked = 0; looked < MOST_LOOKED_AT; looked += PAGE) {
      FilePage page = list.list(owner, new FileQuery(PAGE, after, Optional.empty()));
      for (StoredFile file : page.files()) {
        if (fits(file, typed)) {
          if (ids.size() == MOST_VALUES) {
            return new Found(ids, Continuation.MORE);
          }
          ids.add(file.id().value());
        }
      }
      if (page.continuation() == Continuation.END) {
        return new Found(ids, Continuation.END);
      }
      after = Optional.of(FileQuery.Position.of(page.files().getLast()));
    }
    return new Found(ids, Continuation.MORE);
  }

  private static boolean fits(StoredFile file, String typed) {
    return file.id().value().startsWith(typed)
        || file.name().value().toLowerCase(Locale.ROOT).contains(typed);
  }

  private static Map<String, Object> result(Found found) {
    Map<String, Object> completion = new LinkedHashMap<>();
    completion.put("values", found.ids());
    completion.put("hasMore", found.continuation() == Continuation.MORE);
    return Map.of("completion", completion);
  }

  private static RpcRejected invalid(String sentence) {
    return RpcRejected.of(RpcError.INVALID_PARAMS, "Invalid params: " + sentence + ".");
  }

  /** What fits, and whether there may be more. */
  private record Found(List<String> ids, Continuation continuation) {}
}
