package io.piecemeal.http.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownMethodsTest {

  private static final AdapterFacts FOLDERS =
      new AdapterFacts() {
        @Override
        public List<String> methods() {
          return List.of("PROPFIND");
        }
      };

  @Test
  void areTheCommonOnesAndThoseOfAdapters() {
    KnownMethods methods = new KnownMethods(List.of(FOLDERS, new ServerFacts()));
    assertThat(List.of("GET", "PATCH", "PROPFIND")).allMatch(methods::contain);
    assertThat(List.of("get", "TRACE", "MKCOL")).noneMatch(methods::contain);
    assertThat(new KnownMethods(List.of()).contain("PROPFIND")).isFalse();
  }
}
