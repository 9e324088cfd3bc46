package io.piecemeal.bootstrap.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.piecemeal.adapters.remote.HttpRemoteSource;
import io.piecemeal.application.audit.AuditedImports;
import io.piecemeal.application.object.Pause;
import io.piecemeal.application.port.in.ImportFile;
import io.piecemeal.application.port.in.ReadObserver;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.RemoteSource;
import io.piecemeal.application.upload.AppendChunkService;
import io.piecemeal.application.upload.ImportFileService;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.domain.refusal.Explanation;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.outbound.OutboundClient;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;

/** Fetches files for callers, where the operator named hosts for that. */
@Factory
@Requires(property = "piecemeal.imports")
final class ImportUseCases {

  /** Of all owners on this node; one alone has half of them. */
  private static final int MOST_AT_ONCE = 8;

  /** To the head of an answer, and between two of its bytes. */
  private static final Duration IDLE = Duration.ofSeconds(15);

  private final OutboundClient client;

  ImportUseCases(Settings settings) {
    this.client = new OutboundClient(settings.imports().orElseThrow().policy(), IDLE, MOST_AT_ONCE);
  }

  @PreDestroy
  void close() throws IOException {
    client.close();
  }

  @Singleton
  RemoteSource remoteSource(Settings settings) {
    Settings.Imports imports = settings.imports().orElseThrow();
    return new HttpRemoteSource(client, imports.policy(), imports.hosts());
  }

  @Singleton
  ImportFile importFile(
      FileCatalog catalog,
      AppendChunkService append,
      RemoteSource source,
      Limits limits,
      Pause pause,
      Settings settings,
      AuditTrail trail,
      MeterRegistry registry) {
    return new Timed(
        registry,
        new AuditedImports(
            trail,
            new ImportFileService(
                catalog,
                append,
                source,
                limits,
                MOST_AT_ONCE,
                settings.imports().orElseThrow().time(),
                pause,
                System::nanoTime)));
  }

  /** Imports, by what came of them. */
  private record Timed(MeterRegistry registry, ImportFile inner) implements ImportFile {

    @Override
    public StoredFile importInto(ImportCommand command, ReadObserver observer) throws IOException {
      Timer.Sample sample = Timer.start(registry);
      String outcome = "failed";
      try {
        StoredFile file = inner.importInto(command, observer);
        outcome = "done";
        return file;
      } catch (UploadRejected e) {
        outcome = Explanation.of(e.refusal()).code().word();
        throw e;
      } finally {
        sample.stop(
            Timer.builder("piecemeal.imports")
                .description("Imports, by what came of them, and how long they took")
                .tag("outcome", outcome)
                .register(registry));
      }
    }
  }
}
