import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.Configuration;
import org.openapitools.client.api.FilesApi;
import org.openapitools.client.api.ServiceApi;
import org.openapitools.client.api.TicketsApi;
import org.openapitools.client.api.UploadsApi;
import org.openapitools.client.auth.HttpBearerAuth;
import org.openapitools.client.model.AppendRequest;
import org.openapitools.client.model.CompleteRequest;
import org.openapitools.client.model.FileInfo;
import org.openapitools.client.model.NextCall;
import org.openapitools.client.model.OpenRequest;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.Status;
import org.openapitools.client.model.TicketRequest;

/** A whole upload with the client that openapi-generator makes for Java with its defaults. */
public final class Upload {

  private static final int CHUNK = 300_000;

  public static void main(String[] args) throws Exception {
    ApiClient client = Configuration.getDefaultApiClient();
    client.setBasePath(System.getenv("PIECEMEAL_TEST_URL"));
    ((HttpBearerAuth) client.getAuthentication("apiKey"))
        .setBearerToken(System.getenv("PIECEMEAL_TEST_KEY"));
    byte[] bytes = new byte[1_000_003];
    new Random(1).nextBytes(bytes);
    upload(client, bytes);
    wholeFile(client, bytes);
    ticket(client, bytes);
    check(new ServiceApi(client).readLimits().getMaxFileBytes() > Integer.MAX_VALUE, "limits");
    // Answers may get further members.
    String later = "{\"method\":\"GET\",\"path\":\"/limits\",\"since\":\"2\"}";
    check(
        NextCall.fromJson(later).getPath().equals("/limits"), "open");
    System.out.println("ok java");
    System.exit(0);
  }

  private static void upload(ApiClient client, byte[] bytes) throws Exception {
    UploadsApi uploads = new UploadsApi(client);
    FilesApi files = new FilesApi(client);
    FileInfo opened =
        uploads.openUpload(new OpenRequest().filename("größe.bin").contentType("image/png"), null);
    check(opened.getSize() == 0 && opened.getSha256() == null, "open: " + opened);
    String id = opened.getFileId();
    for (int from = 0; from < bytes.length; from += CHUNK) {
      byte[] chunk = Arrays.copyOfRange(bytes, from, Math.min(from + CHUNK, bytes.length));
      String data = Base64.getEncoder().encodeToString(chunk);
      AppendRequest request = new AppendRequest().data(data).offset((long) from);
      FileInfo appended = uploads.appendChunk(id, request);
      check(appended.getSize() == from + chunk.length, "append: " + appended);
      check(Boolean.TRUE.equals(uploads.appendChunk(id, request).getReplayed()), "replay");
    }
    problem(uploads, id, bytes.length);
    check(uploads.listChunks(id, 2, 0L).getNext() == 2L * CHUNK, "chunks");
    FileInfo complete = uploads.completeUpload(id, new CompleteRequest().size((long) bytes.length));
    check(complete.getStatus() == Status.COMPLETE && complete.getSha256() != null, "complete");
    check(files.findFile(id, null).equals(complete), "info");
    check(
        files.listFiles(10, null, Status.COMPLETE).getData().stream()
            .anyMatch(file -> file.getFileId().equals(id)),
        "list");
    check(Arrays.equals(content(files, id, null), bytes), "content");
    check(
        Arrays.equals(content(files, id, "bytes=5-9"), Arrays.copyOfRange(bytes, 5, 10)), "range");
    files.deleteFile(id);
    try {
      files.findFile(id, null);
      throw new AssertionError("a deleted file is found");
    } catch (ApiException e) {
      Problem problem = Problem.fromJson(e.getResponseBody());
      check(problem.getCode().equals("gone") && problem.getLastSize() == bytes.length, "gone");
    }
  }

  private static void problem(UploadsApi uploads, String id, long size) throws Exception {
    try {
      uploads.appendChunk(id, new AppendRequest().data("SGVsbG8s").offset(size + 7));
      throw new AssertionError("a gap is taken");
    } catch (ApiException e) {
      Problem problem = Problem.fromJson(e.getResponseBody());
      check(e.getCode() == 409 && problem.getStatus() == 409, "status");
      check(problem.getCode().equals("offset-mismatch"), "code");
      check(problem.getExpectedOffset() == size, "expected offset: " + problem);
      check(problem.getNext().getPath().equals("/uploads/" + id), "next: " + problem.getNext());
    }
  }

  private static void wholeFile(ApiClient client, byte[] bytes) throws Exception {
    FilesApi files = new FilesApi(client);
    FileInfo stored = files.storeFile(written(bytes), null);
    check(Arrays.equals(content(files, stored.getFileId(), null), bytes), "stored");
    new UploadsApi(client).cancelUpload(stored.getFileId());
  }

  private static void ticket(ApiClient client, byte[] bytes) throws Exception {
    String id = new UploadsApi(client).openUpload(new OpenRequest().filename("a"), null).getFileId();
    TicketsApi tickets = new TicketsApi(client);
    String url = tickets.issueTicket(id, new TicketRequest()).getUrl().toString();
    String token = url.substring(url.lastIndexOf('/') + 1);
    check(tickets.redeemTicket(token, written(bytes), null).getSize() == bytes.length, "ticket");
    check(Arrays.equals(content(new FilesApi(client), id, null), bytes), "by ticket");
    new FilesApi(client).deleteFile(id);
  }

  private static byte[] content(FilesApi files, String id, String range) throws Exception {
    return Files.readAllBytes(
        files.readContent(id, range, null, null, null, null, null).toPath());
  }

  private static File written(byte[] bytes) throws Exception {
    Path file = Files.createTempFile("upload", ".bin");
    file.toFile().deleteOnExit();
    return Files.write(file, bytes).toFile();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
