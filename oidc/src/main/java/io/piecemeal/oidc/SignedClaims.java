package io.piecemeal.oidc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a valid token says. A claim is named as it is, or by a path with dots into objects. */
public final class SignedClaims {

  private final Map<String, Object> claims;

  SignedClaims(Map<String, Object> claims) {
    this.claims = claims;
  }

  /** A claim that is text; empty if there is none. */
  public Optional<String> text(String name) {
    return find(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A claim that is words, separated by blanks or in a list; none if there is no such claim. */
  public List<String> words(String name) {
    Stream<String> words =
        switch (find(name)) {
          case String text -> Stream.of(text.split(" ", -1));
          case List<?> list ->
              list.stream().filter(String.class::isInstance).map(String.class::cast);
          case null, default -> Stream.empty();
        };
    return words.filter(word -> !word.isEmpty()).toList();
  }

  private @Nullable Object find(String name) {
    if (claims.containsKey(name)) {
      return claims.get(name);
    }
    Object found = claims;
    for (String part : name.split("\\.", -1)) {
      found = found instanceof Map<?, ?> object ? object.get(part) : null;
    }
    return found;
  }
}
