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
 * Stores and dialects that the service does not bring itself, from the jars in a folder. What these
 * need is there, too; where the service has a class of the same name, that is the one.
 */
final class Plugins implements AutoCloseable {

  private final Optional<Path> folder;
  private final ClassLoader classes;

  /**
   * @param folder where the classes are from; empty for none, or for those of the service's own
   *     class path
   * @param classes of {@link #open}; they are closed with this
   */
  Plugins(Optional<Path> folder, ClassLoader classes) {
    this.folder = folder;
    this.classes = classes;
  }

  /**
   * Opens the jars; for as long as one of their classes may be needed.
   *
   * @throws StartupException if others than its owner may put jars there
   */
  static URLClassLoader open(Path folder) {
    return new URLClassLoader(
        "plugins", jars(folder).toArray(URL[]::new), Plugins.class.getClassLoader());
  }

  /** Whether it came with these jars. */
  boolean have(Object plugged) {
    return folder.isPresent() && classes.equals(plugged.getClass().getClassLoader());
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
      throw unusable(place(), e);
    }
  }

  /** What ends a start if the classes of a plug-in do not go together with the service's. */
  static StartupException unusable(Object folder, Throwable cause) {
    return new StartupException(
        "a plug-in in %s cannot be used: %s".formatted(folder, cause.getMessage()), cause);
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
    if (folder.isEmpty() || !(classes instanceof URLClassLoader jars)) {
      return;
    }
    try {
      jars.close();
    } catch (IOException e) {
      throw new StartupException("the plug-ins cannot be closed: " + e, e);
    }
  }
}
