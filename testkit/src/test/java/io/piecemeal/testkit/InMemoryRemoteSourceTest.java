package io.piecemeal.testkit;

import io.piecemeal.application.port.out.RemoteSource;
import java.util.Optional;

final class InMemoryRemoteSourceTest extends RemoteSourceContract {

  private final InMemoryRemoteSource source = new InMemoryRemoteSource();

  @Override
  protected RemoteSource source() {
    return source;
  }

  @Override
  protected String url() {
    return InMemoryRemoteSource.URL;
  }

  @Override
  protected void put(byte[] content, Optional<String> version) {
    source.put(content, version);
  }

  @Override
  protected void breakAfter(int bytes) {
    source.breakAfter(bytes);
  }
}
