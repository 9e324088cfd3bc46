package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Clients that others' programs generate from the served OpenAPI document compile and upload. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratorsGate {

  @TempDir private static Path work;

  private PackagedService service;
  private ClientGenerators generators;

  @BeforeAll
  void start() throws Exception {
    service = PackagedService.start(work);
    try (HttpClient client = HttpClient.newHttpClient()) {
      String document =
          client
              .send(
                  HttpRequest.newBuilder(URI.create(service.url() + "/openapi.yaml")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      generators = ClientGenerators.forDocument(PackagedService.home(), document);
    }
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void theClientForJavaUploads() throws Exception {
    generators.openapiGenerator("java");
    generators.java("java", "Upload", service.environment());
  }

  @Test
  void theClientsForTypeScriptAreWellTypedAndUpload() throws Exception {
    generators.openapiGenerator("typescript-fetch");
    generators.npx(
        "openapi-typescript.ts", "openapi-typescript openapi.yaml -o openapi-typescript.ts");
    generators.npx(
        "hey-api",
        "-p typescript@5 -p @hey-api/openapi-ts@0.99 ",
        "openapi-ts -i openapi.yaml -o hey-api");
    generators.npx("orval", "orval --input openapi.yaml --output orval/api.ts --client fetch");
    generators.checkTypes();
    generators.typeScript("upload-fetch", service.environment());
    generators.typeScript("upload-openapi-fetch", service.environment());
    generators.typeScript("upload-hey-api", service.environment());
    generators.typeScript("upload-orval", service.environment());
  }

  @Test
  void theClientForPythonUploads() throws Exception {
    generators.openapiGenerator("python", "--package-name piecemeal_client");
    generators.compilePython("python");
    assumeTrue(
        generators.hasPythonPackages(),
        "skipped: the upload in Python needs pydantic 2, urllib3, dateutil and typing_extensions");
    generators.python("python", "upload.py", service.environment());
  }
}
