package io.piecemeal.adapters.http;

import io.micronaut.context.annotation.Factory;
import io.piecemeal.adapters.http.wire.FileView;
import io.piecemeal.http.server.call.FileJson;
import io.piecemeal.http.server.caps.RoutedPaths;
import jakarta.inject.Singleton;

/** What the server has to know of this API. */
@Factory
public final class HttpApi {

  /** Its paths that are special before they are routed. */
  public static final RoutedPaths PATHS =
      new RoutedPaths("/files", "/tickets/", "/console/", "/content", "/openapi.yaml");

  @Singleton
  RoutedPaths paths() {
    return PATHS;
  }

  @Singleton
  FileJson files() {
    return FileView::of;
  }
}
