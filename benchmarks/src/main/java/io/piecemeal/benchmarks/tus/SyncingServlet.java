package io.piecemeal.benchmarks.tus;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import me.desair.tus.server.TusFileUploadService;

/** Lets tus-java-server do its work, and syncs what a PATCH wrote before the answer is sent. */
final class SyncingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient TusFileUploadService service;
  private final transient Path storage;

  SyncingServlet(TusFileUploadService service, Path storage) {
    this.service = service;
    this.storage = storage;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    service.process(request, response);
    if (request.getMethod().equals("PATCH")) {
      String id = request.getRequestURI().substring(TusServer.PATH.length() + 1);
      sync(storage.resolve("uploads").resolve(id).resolve("data"));
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
