package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The generators that docs/clients.md names, run as it says. They work in one folder, in which the
 * document is {@code openapi.yaml}; nothing of an earlier run is left in it.
 */
final class ClientGenerators {

  private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

  private final NodePackages packages;
  private final Path target;
  private final String guide;

  private ClientGenerators(NodePackages packages, Path target, String guide) {
    this.packages = packages;
    this.target = target;
    this.guide = guide;
  }

  static ClientGenerators forDocument(Path home, String document) throws IOException {
    NodePackages packages = NodePackages.installed(home, "generators");
    Files.writeString(packages.resolve("openapi.yaml"), document);
    return new ClientGenerators(
        packages,
        home.resolve("interop/target"),
        Files.readString(home.resolve("docs/clients.md")));
  }

  /** Runs openapi-generator with its defaults; the client lies in a folder of the same name. */
  void openapiGenerator(String name, String... more) throws IOException {
    String arguments =
        "generate -i openapi.yaml -g %s -o %s".formatted(name, name)
            + Arrays.stream(more).map(" "::concat).collect(Collectors.joining());
    isInTheGuide("openapi-generator-cli " + arguments);
    start(name);
    List<String> command = new ArrayList<>(List.of(JDK.resolve("java").toString(), "-jar"));
    command.add(target.resolve("openapi-generator/openapi-generator-cli.jar").toString());
    command.addAll(List.of(arguments.split(" ")));
    packages.run(command, Map.of()).requireSuccess();
  }

  /** Runs a generator from npm. */
  void npx(String target, String command) throws IOException {
    npx(target, "", command);
  }

  /**
   * Runs a generator from npm.
   *
   * @param packages what the guide has npx fetch, which is installed here
   */
  void npx(String target, String packages, String command) throws IOException {
    isInTheGuide("npx " + packages + command);
    start(target);
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.set(0, "node_modules/.bin/" + words.getFirst());
    this.packages.newerScript(Map.of(), words.toArray(String[]::new)).requireSuccess();
  }

  private void isInTheGuide(String command) {
    assertThat(guide).as("docs/clients.md says what is run here").contains(command);
  }

  private void start(String target) throws IOException {
    Path old = packages.resolve(target);
    if (Files.exists(old)) {
      try (Stream<Path> files = Files.walk(old)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  /** Compiles a client for Java, and the class that uses it, and runs that. */
  void java(String client, String user, Map<String, String> environment) throws IOException {
    List<String> javac = new ArrayList<>();
    javac.addAll(List.of(JDK.resolve("javac").toString(), "-nowarn", "-d", "classes"));
    javac.addAll(List.of("-cp", libraries()));
    try (Stream<Path> files = Files.walk(packages.resolve(client + "/src/main"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::toString)
          .forEach(javac::add);
    }
    javac.add(user + ".java");
    start("classes");
    packages.run(javac, Map.of()).requireSuccess();
    String classPath = "classes" + File.pathSeparator + libraries();
    packages
        .run(List.of(JDK.resolve("java").toString(), "-cp", classPath, user), environment)
        .requireSuccess();
  }

  private String libraries() {
    return target.resolve("client-libraries") + "/*";
  }

  /** Checks the types of all clients for TypeScript and of what uses them, strictly. */
  void checkTypes() throws IOException {
    packages.run(List.of("node_modules/.bin/tsc", "-p", "."), Map.of()).requireSuccess();
  }

  /** Bundles a program with its client, as for a release, and runs it. */
  void typeScript(String program, Map<String, String> environment) throws IOException {
    packages
        .run(
            List.of(
                "node_modules/.bin/esbuild",
                program + ".ts",
                "--bundle",
                "--platform=node",
                "--format=esm",
                "--outfile=built/" + program + ".mjs"),
            Map.of())
        .requireSuccess();
    packages.script("built/" + program + ".mjs", environment).requireSuccess();
  }

  /** Compiles a client for Python. */
  void compilePython(String client) throws IOException {
    packages.run(List.of("python3", "-m", "compileall", "-q", client), Map.of()).requireSuccess();
  }

  /** Whether this machine has the packages that a client for Python imports. */
  boolean hasPythonPackages() throws IOException {
    String imports =
        "import urllib3, dateutil, typing_extensions, pydantic; assert pydantic.VERSION >= '2'";
    return packages.run(List.of("python3", "-c", imports), Map.of()).code() == 0;
  }

  void python(String client, String program, Map<String, String> environment) throws IOException {
    Map<String, String> withPath = new HashMap<>(environment);
    withPath.put("PYTHONPATH", client);
    packages.run(List.of("python3", program), withPath).requireSuccess();
  }
}
