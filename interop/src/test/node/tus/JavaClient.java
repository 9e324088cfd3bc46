import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusExecutor;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Uploads by tus-java-client, as it is; each is read back by the JSON API. */
public final class JavaClient {

  private static final String BASE = System.getenv("PIECEMEAL_TEST_URL");
  private static final String KEY = "Bearer " + System.getenv("PIECEMEAL_TEST_KEY");

  private final byte[] bytes = new byte[12_345_678];

  private JavaClient() {
    new Random(1).nextBytes(bytes);
  }

  public static void main(String... args) throws Exception {
    JavaClient client = new JavaClient();
    client.whole();
    client.inRequests();
    client.resumed();
    client.byExecutor();
    client.empty();
    client.refused();
  }

  private static TusClient client() throws IOException {
    TusClient client = new TusClient();
    client.setUploadCreationURL(URI.create(BASE + "/tus").toURL());
    client.setHeaders(Map.of("Authorization", KEY));
    client.enableResuming(new TusURLMemoryStore());
    return client;
  }

  private static TusUpload upload(byte[] content) {
    TusUpload upload = new TusUpload();
    upload.setInputStream(new ByteArrayInputStream(content));
    upload.setSize(content.length);
    upload.setFingerprint("one");
    upload.setMetadata(Map.of("filename", "Bericht ü.bin"));
    return upload;
  }

  private static void send(TusUploader uploader) throws IOException, ProtocolException {
    while (uploader.uploadChunk() > -1) {
      // On with the next.
    }
    uploader.finish();
  }

  private void whole() throws Exception {
    TusUploader uploader = client().createUpload(upload(bytes));
    send(uploader);
    check("whole", uploader.getUploadURL(), bytes);
  }

  private void inRequests() throws Exception {
    TusUploader uploader = client().createUpload(upload(bytes));
    uploader.setChunkSize(100_000);
    uploader.setRequestPayloadSize(2_000_000);
    send(uploader);
    check("in requests of 2 MB", uploader.getUploadURL(), bytes);
  }

  private void resumed() throws Exception {
    TusClient client = client();
    TusUploader first = client.createUpload(upload(bytes));
    first.setChunkSize(1_000_000);
    first.setRequestPayloadSize(1_000_000);
    for (int i = 0; i < 5; i++) {
      first.uploadChunk();
    }
    // It says nothing more; another one goes on.
    TusUploader second = client.resumeUpload(upload(bytes));
    if (second.getOffset() < 4_000_000) {
      throw new AssertionError("begun again at " + second.getOffset());
    }
    send(second);
    check("resumed", second.getUploadURL(), bytes);
  }

  private void byExecutor() throws Exception {
    TusClient client = client();
    URL[] url = new URL[1];
    int[] attempts = new int[1];
    TusExecutor executor =
        new TusExecutor() {
          @Override
          protected void makeAttempt() throws ProtocolException, IOException {
            attempts[0]++;
            TusUploader uploader = client.resumeOrCreateUpload(upload(bytes));
            url[0] = uploader.getUploadURL();
            uploader.setRequestPayloadSize(1_000_000);
            if (attempts[0] == 1) {
              uploader.uploadChunk();
              throw new IOException("the first attempt breaks off");
            }
            send(uploader);
          }
        };
    executor.setDelays(new int[] {10, 10});
    if (!executor.makeAttempts() || attempts[0] != 2) {
      throw new AssertionError("attempts: " + attempts[0]);
    }
    check("by an executor, at the second attempt", url[0], bytes);
  }

  private void empty() throws Exception {
    TusUploader uploader = client().createUpload(upload(new byte[0]));
    send(uploader);
    check("no bytes", uploader.getUploadURL(), new byte[0]);
  }

  private void refused() throws Exception {
    TusClient client = client();
    client.setHeaders(Map.of());
    try {
      client.createUpload(upload(bytes));
      throw new AssertionError("created without a key");
    } catch (ProtocolException e) {
      int status = e.getCausingConnection().getResponseCode();
      if (status != 401) {
        throw new AssertionError("without a key: " + status);
      }
      System.out.println("ok refused without a key: 401");
    }
  }

  private static byte[] get(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(BASE + path).toURL().openConnection();
    connection.setRequestProperty("Authorization", KEY);
    return connection.getInputStream().readAllBytes();
  }

  private static void check(String name, URL url, byte[] expected) throws IOException {
    String id = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
    String file = new String(get("/files/" + id));
    if (!file.contains("\"status\":\"complete\"")
        || !Arrays.equals(get("/files/" + id + "/content"), expected)) {
      throw new AssertionError("%s: %s".formatted(name, file));
    }
    System.out.printf("ok %s: %d bytes%n", name, expected.length);
  }
}
