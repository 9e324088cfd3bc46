package io.piecemeal.adapters.openai.file;

import io.micronaut.http.HttpRequest;
import io.piecemeal.chunk.codec.Digits;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.problem.UnknownNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The query of a listing, read strictly: a misspelled option would list what was not asked for. */
public final class Query {

  private final HttpRequest<?> request;

  private Query(HttpRequest<?> request) {
    this.request = request;
  }

  /**
   * The query of a request.
   *
   * @param known the names of its parameters, each there once at most
   * @throws RequestRejected if it has others
   */
  public static Query of(HttpRequest<?> request, Set<String> known) {
    return of(request, known, Set.of());
  }

  /**
   * The query of a request.
   *
   * @param known the names of its parameters that are there once at most
   * @param lists the names of those that may be there several times
   * @throws RequestRejected if it has others
   */
  public static Query of(HttpRequest<?> request, Set<String> known, Set<String> lists) {
    for (String name : request.getParameters().names()) {
      if (lists.contains(name)) {
        continue;
      }
      if (!known.contains(name)) {
        throw UnknownNames.refuse(
            "The query has a parameter",
            name,
            Stream.concat(known.stream(), lists.stream()).toList());
      }
      if (request.getParameters().getAll(name).size() > 1) {
        throw RequestRejected.invalidField(name, "the query has it twice; send it once");
      }
    }
    return new Query(request);
  }

  /**
   * The values of a parameter that is a list, each once; none if it is not there. It may be there
   * several times, and have several values with commas between them.
   *
   * @throws RequestRejected if one of them is empty
   */
  public List<String> texts(String name) {
    List<String> values =
        request.getParameters().getAll(name).stream()
            .flatMap(text -> Stream.of(text.split(",", -1)))
            .map(String::strip)
            .distinct()
            .toList();
    if (values.contains("")) {
      throw RequestRejected.invalidField(
          name, "one of its values is empty; send it once for each, or with commas between them");
    }
    return values;
  }

  /** A parameter that has a value. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(request.getParameters().get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * How many entries a page has.
   *
   * @param asked the most that may be asked for
   * @param given the most that are given, which is no fault: the page says that more follow
   * @param usual how many are given where nothing is asked for
   */
  public int limit(int asked, int given, int usual) {
    return limit("limit", asked, given, usual);
  }

  /** The same by another name. */
  public int limit(String name, int asked, int given, int usual) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Math.min(usual, given);
    }
    long limit = Digits.parse(text.get()).orElse(0);
    if (limit < 1 || limit > asked) {
      throw RequestRejected.invalidField(name, "it is not an integer from 1 to " + asked);
    }
    return (int) Math.min(limit, given);
  }
}
