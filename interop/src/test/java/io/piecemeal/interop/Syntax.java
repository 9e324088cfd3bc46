package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import io.piecemeal.harness.docs.Block;
import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Blocks in a language, read by the parser that it has; settings of the service by the service.
 *
 * @param folder for files
 * @param program the service's command line
 * @param options all that it knows
 * @param places what settings name, and what is there in its place
 */
record Syntax(Path folder, List<String> program, String options, Map<String, String> places) {

  /**
   * The service's secrets and its certificate are in the folder, under the names that pages show.
   */
  static Syntax in(Path folder) throws Exception {
    List<String> program = PackagedService.packaged().on(folder, List.of()).program();
    Certificate certificate = Certificate.in(folder);
    Files.writeString(folder.resolve("database-password"), "secret");
    return new Syntax(
        folder,
        program,
        run(folder, Map.of(), program, "serve", "--help"),
        Map.of(
            "/run/secrets/", folder + "/",
            "/etc/piecemeal/tls.crt", certificate.chain().toString(),
            "/etc/piecemeal/tls.key", certificate.key().toString()));
  }

  void check(Block block) throws Exception {
    switch (block.language()) {
      case "console" -> assertThat(block.text()).as(block.where()).contains("$ ");
      case "json" -> new JsonMapper().readTree(block.text());
      case "yaml" -> yaml(block);
      case "properties" -> variables(block);
      case "xml" ->
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader("<x>" + block.text() + "</x>")));
      case "java" -> java(block);
      case "js" -> module(block);
      default -> throw new AssertionError(block.where() + ": no parser for " + block.language());
    }
  }

  /** Settings of the service, if the first name is one of its options. */
  private void yaml(Block block) throws Exception {
    Map<?, ?> read =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(block.text());
    Object first = read.keySet().iterator().next();
    if (options.contains("--" + first + "=")) {
      Path file = Files.writeString(folder.resolve("settings.yaml"), here(block.text()));
      accepted(block, Map.of(), "--config=" + file);
    }
  }

  private void variables(Block block) throws Exception {
    Map<String, String> variables = new HashMap<>();
    for (String line : here(block.text()).lines().toList()) {
      String[] parts = line.replaceFirst("\\s+#.*", "").split("=", 2);
      assertThat(parts).as(block.where()).hasSize(2);
      variables.put(parts[0], parts[1]);
    }
    accepted(block, variables, "--data-dir=" + folder.resolve("data"));
  }

  private void accepted(Block block, Map<String, String> variables, String option)
      throws Exception {
    try {
      run(folder, variables, program, "config", "check", option);
    } catch (IOException refused) {
      throw new AssertionError(block.where(), refused);
    }
  }

  private String here(String text) {
    String result = text;
    for (Map.Entry<String, String> place : places.entrySet()) {
      result = result.replace(place.getKey(), place.getValue());
    }
    return result;
  }

  private static String run(
      Path folder, Map<String, String> variables, List<String> program, String... arguments)
      throws IOException, InterruptedException {
    return Programs.run(
        folder, variables, Stream.concat(program.stream(), Stream.of(arguments)).toList());
  }

  /** A module of JavaScript, where there is a Node.js to read it. */
  private void module(Block block) throws Exception {
    Optional<Path> node = Programs.find("node");
    if (node.isEmpty()) {
      System.out.println(block.where() + " not read: there is no Node.js");
      return;
    }
    Path module = Files.writeString(folder.resolve("block.mjs"), block.text());
    run(folder, Map.of(), List.of(node.get().toString()), "--check", module.toString());
  }

  /** A file, or statements as a method has them. */
  private static void java(Block block) throws IOException {
    if (!problems(block.text()).isEmpty()) {
      String method = "class Block { void block() throws Exception { " + block.text() + "} }";
      assertThat(problems(method)).as(block.where()).isEmpty();
    }
  }

  private static List<?> problems(String text) throws IOException {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Block.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public String getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    ((JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, found, List.of(), null, List.of(source)))
        .parse();
    return found.getDiagnostics();
  }
}
