package io.piecemeal.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The libraries of OpenAI, Anthropic and Gemini, unchanged, store files and send uploads of parts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelsGate {

  private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

  @TempDir private static Path work;

  private NodePackages packages;
  private PackagedService service;

  @BeforeAll
  void start() throws Exception {
    packages = NodePackages.installed(PackagedService.home(), "models");
    service = PackagedService.start(work);
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void theLibraryOfOpenAiForNode() {
    packages.script("openai.mjs", service.environment()).requireSuccess();
  }

  @Test
  void theLibraryOfAnthropicForNode() {
    packages.script("anthropic.mjs", service.environment()).requireSuccess();
  }

  @Test
  void theLibraryOfGeminiForNode() {
    packages.script("gemini.mjs", service.environment()).requireSuccess();
  }

  @Test
  void theLibrariesForJava() throws IOException {
    String libraries = PackagedService.home().resolve("interop/target/model-libraries") + "/*";
    packages
        .run(
            List.of(JDK.resolve("java").toString(), "-cp", libraries, "Models.java"),
            service.environment())
        .requireSuccess();
  }
}
