import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.MultipartField;
import com.anthropic.models.files.FileUploadParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileListParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.uploads.Upload;
import com.openai.models.uploads.UploadCompleteParams;
import com.openai.models.uploads.UploadCreateParams;
import com.openai.models.uploads.parts.PartCreateParams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Files and uploads by OpenAI's and Anthropic's libraries for Java, as they are. */
public final class Models {

  private static final String URL = System.getenv("PIECEMEAL_TEST_URL");
  private static final String KEY = System.getenv("PIECEMEAL_TEST_KEY");

  public static void main(String[] none) throws Exception {
    OpenAIClient openAi =
        OpenAIOkHttpClient.builder().baseUrl(URL + "/openai/v1").apiKey(KEY).build();
    files(openAi);
    uploads(openAi);
    openAi.close();
    AnthropicClient anthropic =
        AnthropicOkHttpClient.builder().baseUrl(URL + "/anthropic").apiKey(KEY).build();
    anthropicFiles(anthropic);
    anthropic.close();
    System.out.println("✓ openai-java and anthropic-java");
    System.exit(0);
  }

  private static void files(OpenAIClient client) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.addFirst(create(client, bytes(1000 + i)).id());
    }
    List<String> listed =
        client.files().list(FileListParams.builder().limit(2).purpose("vision").build()).autoPager().stream()
            .map(FileObject::id)
            .limit(3)
            .toList();
    require(listed.equals(ids), "listed " + listed + " in place of " + ids);
    try (var content = client.files().content(ids.getLast())) {
      require(Arrays.equals(content.body().readAllBytes(), bytes(1000)), "other bytes came back");
    }
    require(client.files().delete(ids.getFirst()).deleted(), "not deleted");
    try {
      client.files().retrieve(ids.getFirst());
      throw new AssertionError("a deleted file was shown");
    } catch (NotFoundException e) {
      require(e.code().orElse("").equals("gone"), "the code is " + e.code());
      require(e.getMessage().contains("expired or was deleted"), e.getMessage());
    }
  }

  private static FileObject create(OpenAIClient client, byte[] bytes) {
    return client
        .files()
        .create(
            FileCreateParams.builder()
                .file(
                    com.openai.core.MultipartField.<InputStream>builder()
                        .value(new ByteArrayInputStream(bytes))
                        .filename("a.bin")
                        .build())
                .purpose(FilePurpose.VISION)
                .build());
  }

  private static void uploads(OpenAIClient client) throws Exception {
    byte[] all = bytes(3_000_000);
    Upload upload =
        client
            .uploads()
            .create(
                UploadCreateParams.builder()
                    .bytes(all.length)
                    .filename("big.bin")
                    .mimeType("application/octet-stream")
                    .purpose(FilePurpose.BATCH)
                    .build());
    List<CompletableFuture<String>> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      byte[] part = Arrays.copyOfRange(all, i * 1_000_000, (i + 1) * 1_000_000);
      parts.add(CompletableFuture.supplyAsync(() -> part(client, upload, part)));
    }
    List<String> ids = new ArrayList<>();
    for (CompletableFuture<String> part : parts) {
      ids.add(part.get());
    }
    try {
      complete(client, upload, ids.subList(0, 2));
      throw new AssertionError("an upload with too few bytes was completed");
    } catch (BadRequestException e) {
      require(e.code().orElse("").equals("size-mismatch"), "the code is " + e.code());
    }
    Upload done = complete(client, upload, ids);
    require(done.status().equals(Upload.Status.COMPLETED), "status " + done.status());
    try (var content = client.files().content(done.file().orElseThrow().id())) {
      require(Arrays.equals(content.body().readAllBytes(), all), "other bytes came back");
    }
  }

  private static String part(OpenAIClient client, Upload upload, byte[] bytes) {
    return client
        .uploads()
        .parts()
        .create(PartCreateParams.builder().uploadId(upload.id()).data(bytes).build())
        .id();
  }

  private static Upload complete(OpenAIClient client, Upload upload, List<String> parts) {
    return client
        .uploads()
        .complete(UploadCompleteParams.builder().uploadId(upload.id()).partIds(parts).build());
  }

  private static void anthropicFiles(AnthropicClient client) throws IOException {
    var field =
        MultipartField.<InputStream>builder()
            .value(new ByteArrayInputStream(bytes(5000)))
            .filename("a.pdf")
            .contentType("application/pdf")
            .build();
    var stored = client.files().upload(FileUploadParams.builder().file(field).build());
    require(stored.sizeBytes() == 5000, "size " + stored.sizeBytes());
    require(
        client.files().list().autoPager().stream().limit(50).anyMatch(file -> file.id().equals(stored.id())),
        "the file is not listed");
    try (var content = client.files().download(stored.id())) {
      require(Arrays.equals(content.body().readAllBytes(), bytes(5000)), "other bytes came back");
    }
    client.files().delete(stored.id());
    try {
      client.files().retrieveMetadata(stored.id());
      throw new AssertionError("a deleted file was shown");
    } catch (com.anthropic.errors.NotFoundException e) {
      require(e.getMessage().contains("expired or was deleted"), e.getMessage());
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
