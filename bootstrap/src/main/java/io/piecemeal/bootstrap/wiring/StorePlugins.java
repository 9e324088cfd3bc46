package io.piecemeal.bootstrap.wiring;

import io.piecemeal.application.port.out.StoreProvider;
import io.piecemeal.bootstrap.settings.StartupException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Stores that the service does not bring itself, from the jars in a folder. What these need is
 * there, too; where the service has a class of the same name, that is the one.
 */
final class StorePlugins implements AutoCloseable {

  private final Optional<Path> folder;
  private final URLClassLoader classes;

  /**
   * Opens the jars; for as long as one of their classes may be needed.
   *
   * @param folder empty for none, or for those of the service's own class path
   * @throws StartupException if others than its owner may put jars there
   */
  StorePlugins(Optional<Path> folder) {
    this.folder = folder;
    this.classes =
        new URLClassLoader(
            "plugins",
            folder.map(StorePlugins::jars).orElseGet(List::of).toArray(URL[]::new),
            StorePlugins.class.getClassLoader());
  }

  private static List<URL> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Owned.require(folder);
      List<URL> jars = new ArrayList<>();
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        Owned.require(jar);
        jars.add(url(jar));
      }
      return jars;
    } catch (IOException e) {
      throw new StartupException(
          "%s cannot be read: %s; see PIECEMEAL_PLUGINS".formatted(folder, e), e);
    }
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  /**
   * The one that takes addresses of this scheme.
   *
   * @throws StartupException if there is none, or more than one
   */
  StoreProvider find(String scheme) {
    List<StoreProvider> all = all();
    List<StoreProvider> found =
        all.stream().filter(provider -> provider.scheme().equals(scheme)).toList();
    return switch (found.size()) {
      case 0 -> throw unknown(scheme, all);
      case 1 -> found.getFirst();
      default ->
          throw new StartupException(
              "more than one plug-in takes addresses of %s: %s; take the jars of the others out of %s"
                  .formatted(
                      scheme,
                      found.stream().map(provider -> provider.getClass().getName()).toList(),
                      place()));
    };
  }

  private List<StoreProvider> all() {
    try {
      return ServiceLoader.load(StoreProvider.class, classes).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new StartupException(
          "a plug-in in %s cannot be used: %s".formatted(place(), e.getMessage()), e);
    }
  }

  private StartupException unknown(String scheme, List<StoreProvider> all) {
    List<String> schemes = new ArrayList<>(List.of("s3"));
    all.forEach(provider -> schemes.add(provider.scheme()));
    return new StartupException(
        ("PIECEMEAL_CHUNK_STORE begins with %s:, and there is no such store; there is %s. A store"
                + " that is not in the box is a jar in the folder that PIECEMEAL_PLUGINS names,"
                + " which is %s")
            .formatted(scheme, String.join(", ", schemes), place()));
  }

  private String place() {
    return folder.map(Path::toString).orElse("not set");
  }

  @Override
  public void close() {
    try {
      classes.close();
    } catch (IOException e) {
      throw new StartupException("the plug-ins cannot be closed: " + e, e);
    }
  }
}
