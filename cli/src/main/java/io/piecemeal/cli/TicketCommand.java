package io.piecemeal.cli;

import io.piecemeal.client.DownloadTicket;
import io.piecemeal.client.PiecemealClient;
import io.piecemeal.client.Ticket;
import io.piecemeal.client.UploadOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ticket",
    description = {
      "Prints a URL that takes a file without a key, once, in a browser or by curl -T.",
      "With --download it is a URL at which a complete file can be read without a key.",
      "Without a FILE_ID it opens a session first. The URL is a secret; piecemeal watch waits for the file."
    })
final class TicketCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private Target target = new Target();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "the name of the file, if a session is opened")
  private @Nullable String name;

  @Option(names = "--download", description = "let somebody read FILE_ID, as often as they like")
  private boolean download;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE_ID",
      description = "a session that is open, or a complete file")
  private @Nullable String id;

  TicketCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Names.requireText(name);
    if ((name == null) == (id == null)) {
      throw new UsageException("ticket needs either a FILE_ID or --name");
    }
    if (download && id == null) {
      throw new UsageException("ticket --download needs the FILE_ID of a complete file");
    }
    try (PiecemealClient client = target.client(surroundings);
        Progress progress = new Progress(surroundings)) {
      Report report = new Report(surroundings, progress, target.json());
      if (download && id != null) {
        sayDownload(report, client.issueDownload(id));
      } else {
        sayUpload(report, client.issueTicket(id == null ? opened(client) : id));
      }
      return report.exitCode();
    }
  }

  private static void sayUpload(Report report, Ticket ticket) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file_id", ticket.fileId());
    members.put("url", ticket.url().toString());
    members.put("offset", ticket.offset());
    members.put("expires_at", ticket.expiresAt().toString());
    report.say(members, ticket.fileId() + "  " + ticket.url());
  }

  private static void sayDownload(Report report, DownloadTicket ticket) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file_id", ticket.fileId());
    members.put("filename", ticket.filename());
    members.put("size", ticket.size());
    members.put("sha256", ticket.sha256());
    members.put("url", ticket.url().toString());
    members.put("expires_at", ticket.expiresAt().toString());
    report.say(members, ticket.fileId() + "  " + ticket.url());
  }

  private String opened(PiecemealClient client) {
    return client
        .open(
            UploadOptions.named(String.valueOf(name))
                .withIdempotencyKey(UUID.randomUUID().toString()))
        .id();
  }
}
