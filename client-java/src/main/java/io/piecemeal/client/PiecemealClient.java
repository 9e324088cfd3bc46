package io.piecemeal.client;

import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A service, as the owner of an API key sees it. One client serves any number of threads.
 *
 * <p>Every method blocks, and {@link #async} does the same on a thread of its own. All of them
 * throw {@link PiecemealException}, of a kind that says what went wrong: {@link ServiceException}
 * for refusals, {@link UnreachableException} where the service stayed away for longer than {@link
 * ClientOptions#patience}, {@link IntegrityException} where bytes differ, {@link
 * IncompleteException} where a file is to be read that is not complete, {@link LocalFileException}
 * for the caller's own files, and {@link CancelledException} if the thread is interrupted. Calls
 * are repeated by the client as long as that stores nothing twice.
 */
public final class PiecemealClient implements AutoCloseable {

  private static final Pattern ID = Pattern.compile("[a-z0-9]{32}");

  private final Calls calls;
  private final AtomicInteger ceiling = new AtomicInteger(Integer.MAX_VALUE);
  private volatile @Nullable Limits limits;

  private PiecemealClient(ClientOptions options) {
    this.calls = new Calls(options);
  }

  /** A client that connects when it is first used. */
  public static PiecemealClient of(ClientOptions options) {
    return new PiecemealClient(options);
  }

  /** What the service takes; asked for once. */
  public Limits limits() {
    Limits known = limits;
    if (known == null) {
      known = calls.ask(Call.get("/limits"), Limits::of);
      limits = known;
    }
    return known;
  }

  /**
   * Sends all bytes of the source, and completes the file. One block is read ahead of what is sent.
   *
   * @return the complete file, whose digest is that of the bytes that were read
   * @throws LocalFileException if the source is a file that changed meanwhile; what was sent of it
   *     stays incomplete then
   */
  public StoredFile upload(Source source, UploadOptions options) {
    options.resume().ifPresent(PiecemealClient::checked);
    return new Upload(calls, source, options, limits(), ceiling).run();
  }

  /**
   * Writes the bytes of a complete file to a stream, which stays open. If the digest is another one
   * than the file's, that is told when all bytes are written.
   *
   * @return what the file was when the download began
   * @throws IncompleteException if it is still being uploaded; nothing is written then
   */
  public StoredFile download(String id, OutputStream target, TransferListener listener) {
    return download(whole(id), target, listener);
  }

  /**
   * The same of a file that may be incomplete: the bytes that are there. Compared are those of a
   * complete file only.
   *
   * @return what the file was when the download began
   */
  public StoredFile downloadSoFar(String id, OutputStream target, TransferListener listener) {
    return download(file(id), target, listener);
  }

  private StoredFile download(StoredFile file, OutputStream target, TransferListener listener) {
    new Download(calls, file, target, 0, Blocks.sha256(), listener).run();
    return file;
  }

  /**
   * Makes a file of the bytes of another that is complete, when all of them are there and have the
   * right digest. Until then they are in a file beside it, whose name begins with a dot and ends
   * with {@code .part}; a later download of the same file goes on with that.
   *
   * <p>Only a file is replaced: a folder, a link, a pipe or a device that is there is a {@link
   * LocalFileException}, since another user of the folder could have put it there.
   *
   * @param existing whether a file that is there may be replaced
   * @return what the file was when the download began
   * @throws IncompleteException if it is still being uploaded; nothing is written then
   */
  public StoredFile download(String id, Path target, Existing existing, TransferListener listener) {
    return download(whole(id), target, existing, listener);
  }

  /**
   * The same of a file that may be incomplete: the bytes that are there. Compared are those of a
   * complete file only.
   *
   * @return what the file was when the download began
   */
  public StoredFile downloadSoFar(
      String id, Path target, Existing existing, TransferListener listener) {
    return download(file(id), target, existing, listener);
  }

  private StoredFile whole(String id) {
    StoredFile file = file(id);
    if (!file.complete()) {
      throw IncompleteException.of(file);
    }
    return file;
  }

  private StoredFile download(
      StoredFile file, Path target, Existing existing, TransferListener listener) {
    MessageDigest digest = Blocks.sha256();
    try (PartFile part = PartFile.open(target, file, existing)) {
      long position = part.position(digest);
      try {
        new Download(calls, file, part.stream(), position, digest, listener).run();
      } catch (IntegrityException e) {
        part.discard();
        throw e;
      }
      part.finish();
    }
    return file;
  }

  /** A file as it is now. */
  public StoredFile file(String id) {
    return calls.ask(Call.get("/files/" + checked(id)), StoredFile::of);
  }

  /**
   * A file when something about it has changed, or after a time.
   *
   * @param longest to wait, at most a minute; shorter than {@link ClientOptions#requestTimeout}
   */
  public StoredFile awaitChange(String id, Duration longest) {
    return calls.ask(
        Call.get("/files/%s?wait=%ds".formatted(checked(id), longest.toSeconds())), StoredFile::of);
  }

  /**
   * Own files, newest first.
   *
   * @param after what the page before gave; empty for the first
   * @param limit files in the page, 1 to 1000
   */
  public FilePage files(Optional<String> after, int limit) {
    String query =
        after.map(text -> "&after=" + URLEncoder.encode(text, StandardCharsets.UTF_8)).orElse("");
    return calls.ask(Call.get("/files?limit=" + limit + query), FilePage::of);
  }

  /** Deletes a file, complete or not. */
  public void delete(String id) {
    calls.patiently(
        Call.of("DELETE", "/files/" + checked(id)),
        refusal -> refusal.status() == 410 || refusal.status() == 404);
  }

  /**
   * Takes the chunks behind an offset back.
   *
   * @param toSize where a chunk ends, or 0
   * @param ifSize how many bytes the file has to have now
   */
  public StoredFile rewind(String id, long toSize, long ifSize) {
    Answer answer =
        calls.patiently(
            Call.post(
                "/uploads/" + checked(id) + "/rewind",
                Map.of("to_size", toSize, "if_size", ifSize)),
            refusal -> refusal.number("current_size").equals(Optional.of(toSize)));
    return answer.succeeded() ? StoredFile.of(answer.json()) : file(id);
  }

  /** Issues a ticket for the rest of a file, instead of the one that it may have. */
  public Ticket issueTicket(String id) {
    return calls.ask(Call.post("/uploads/" + checked(id) + "/ticket", Map.of()), Ticket::of);
  }

  /** Revokes the ticket of a file. */
  public void revokeTicket(String id) {
    calls.patiently(
        Call.of("DELETE", "/uploads/" + checked(id) + "/ticket"),
        refusal -> refusal.status() == 410 || refusal.status() == 404);
  }

  /** Issues a ticket to read a complete file, beside those that it has. */
  public DownloadTicket issueDownload(String id) {
    return calls.ask(Call.post("/files/" + checked(id) + "/ticket", Map.of()), DownloadTicket::of);
  }

  /** Revokes all tickets to read a file. */
  public void revokeDownloads(String id) {
    calls.patiently(
        Call.of("DELETE", "/files/" + checked(id) + "/ticket"),
        refusal -> refusal.status() == 410 || refusal.status() == 404);
  }

  /**
   * Opens an upload session that others fill, by {@link #issueTicket} or by appending.
   *
   * @param options of which the name, the media type and the key that opens it are used
   */
  public StoredFile open(UploadOptions options) {
    return new Upload(calls, Source.of(new byte[0]), options, limits(), ceiling).opened();
  }

  /**
   * The same on a thread of its own: {@code client.async(c -> c.upload(source, options))}.
   *
   * @return completed with what the call gives or throws; cancelling it ends the call
   */
  public <T extends @Nullable Object> CompletableFuture<T> async(
      Function<PiecemealClient, T> call) {
    return Task.start(() -> call.apply(this));
  }

  /** Ends all calls that are under way. */
  @Override
  public void close() {
    calls.close();
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not the id of a file: it has 32 of a-z and 0-9");
    }
    return id;
  }
}
