package io.piecemeal.bootstrap.cli;

import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.bootstrap.settings.StoreOptions;
import io.piecemeal.mcp.stdio.StdioBridge;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Speaks the Model Context Protocol on standard input and output, for clients without HTTP. */
@Command(
    name = "mcp",
    description = {
      "Speak the Model Context Protocol on standard input and output, for clients that cannot send"
          + " HTTP or headers. Without a URL and a key, the service is started for as long as the"
          + " client runs, on the data directory, for the owner 'default'."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nFrom the environment only:%n",
    footer = {
      "  PIECEMEAL_KEY          The API key, where it is not in a file. With a key and",
      "                         no URL, the service is at http://127.0.0.1:8080"
    })
public final class McpCommand implements Callable<Integer> {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the service runs, such as https://files.example.org (PIECEMEAL_URL)")
  private String url = "";

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "A file that holds nothing but an API key (PIECEMEAL_KEY_FILE)")
  private Optional<Path> keyFile = Optional.empty();

  @Mixin private final StoreOptions store = new StoreOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    // Messages are all that standard output is for; whatever else is printed must not be among
    // them.
    System.setOut(System.err);
    Map<String, String> environment = System.getenv();
    requireKnown(environment);
    BridgeTarget target =
        BridgeTarget.named(url, keyFile, environment)
            .orElseGet(() -> BridgeTarget.started(store, environment));
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      new StdioBridge(URI.create(target.url() + "/mcp"), target.key(), out).run(System.in);
    }
    return 0;
  }

  private void requireKnown(Map<String, String> environment) {
    try {
      store.sources(environment).require();
    } catch (IllegalArgumentException e) {
      throw new StartupException(e.getMessage() + "; see piecemeal mcp --help", e);
    }
  }
}
