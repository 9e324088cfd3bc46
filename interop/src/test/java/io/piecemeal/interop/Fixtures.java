package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.service.ServiceJar;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Classes that only the service under test has. They are compiled against what was packaged, since
 * this module sees nothing of the service.
 */
final class Fixtures {

  private Fixtures() {}

  /** Compiles them into a folder that a JVM can take before the service's jar. */
  static void compile(Path home, ServiceJar service, Path into) throws IOException {
    Path sources = home.resolve("interop/src/test/fixtures");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> all = Files.walk(sources)) {
      List<Path> java = all.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of("-proc:none", "-d", into.toString(), "-cp", classPath(service));
      boolean compiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
    copyServices(sources, into);
  }

  private static String classPath(ServiceJar service) throws IOException {
    try (Stream<Path> jars = Files.list(service.jar().resolveSibling("lib"))) {
      return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static void copyServices(Path sources, Path into) throws IOException {
    Path services = Path.of("META-INF/services");
    Files.createDirectories(into.resolve(services));
    try (Stream<Path> files = Files.list(sources.resolve(services))) {
      for (Path file : files.toList()) {
        Files.copy(file, into.resolve(services).resolve(file.getFileName()));
      }
    }
  }
}
