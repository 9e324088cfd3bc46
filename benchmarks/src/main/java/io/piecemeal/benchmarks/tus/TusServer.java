package io.piecemeal.benchmarks.tus;

import java.nio.file.Files;
import java.nio.file.Path;
import me.desair.tus.server.TusFileUploadService;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Serves tus uploads. */
public final class TusServer {

  static final String PATH = "/tus";

  private TusServer() {}

  /**
   * Serves until the process ends.
   *
   * @param arguments the folder for the files
   */
  public static void main(String[] arguments) throws Exception {
    Server server = start(Files.createDirectories(Path.of(arguments[0])));
    System.out.println("ready on port " + portOf(server));
    server.join();
  }

  /** Serves from a folder, on a free port. */
  public static Server start(Path folder) throws Exception {
    TusFileUploadService service =
        new TusFileUploadService().withUploadUri(PATH).withStoragePath(folder.toString());
    ServletContextHandler handler = new ServletContextHandler("/");
    handler.addServlet(new ServletHolder(new SyncingServlet(service, folder)), PATH + "/*");
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(handler);
    server.start();
    return server;
  }

  /** Where it listens. */
  public static int portOf(Server server) {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }
}
