package io.piecemeal.bootstrap.wiring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.piecemeal.adapters.persistence.audit.FileAuditTrail;
import io.piecemeal.application.audit.AuditedAccess;
import io.piecemeal.application.audit.AuditedFiles;
import io.piecemeal.application.audit.AuditedUpkeep;
import io.piecemeal.application.port.in.AppendChunk;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUploadOnce;
import io.piecemeal.application.port.in.StoreFile;
import io.piecemeal.application.port.in.StoreFileOnce;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.application.upload.AppendChunkService;
import io.piecemeal.application.upload.CompleteUploadService;
import io.piecemeal.application.upload.OpenUploadService;
import io.piecemeal.application.upload.StoreFileService;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.domain.access.Reasons;
import io.piecemeal.http.server.trace.LoggedCall;
import io.piecemeal.http.server.trace.RequestIds;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Puts the audit trail in front of the use cases of services that have several. */
@Factory
final class AuditWiring {

  private static final Logger LOG = LoggerFactory.getLogger(AuditWiring.class);
  private static final List<String> CONTEXT =
      List.of(LoggedCall.CREDENTIAL, LoggedCall.FROM, RequestIds.LOGGED);

  @Singleton
  AuditTrail auditTrail(Settings settings, MeterRegistry registry) {
    return settings
        .audit()
        .<AuditTrail>map(
            audit ->
                new FileAuditTrail(
                    audit.file(),
                    audit.full().value(),
                    InstantSource.system(),
                    AuditWiring::context,
                    audit.onLoss(),
                    new Told(registry)))
        .orElse(AuditTrail.NONE);
  }

  /** The same as log lines say. */
  private static Map<String, String> context() {
    Map<String, String> logged = new HashMap<>();
    for (String name : CONTEXT) {
      Optional.ofNullable(MDC.get(name)).ifPresent(value -> logged.put(name, value));
    }
    return logged;
  }

  @Singleton
  AuditedFiles auditedFiles(AuditTrail trail) {
    return new AuditedFiles(trail);
  }

  @Singleton
  AuditedAccess auditedAccess(AuditTrail trail) {
    return new AuditedAccess(trail, System::nanoTime);
  }

  @Singleton
  AuditedUpkeep auditedUpkeep(AuditTrail trail) {
    return new AuditedUpkeep(trail);
  }

  @Singleton
  OpenUpload openUpload(OpenUploadService inner, AuditedFiles audit) {
    return audit.open(inner);
  }

  @Singleton
  OpenUploadOnce openUploadOnce(OpenUploadService inner, AuditedFiles audit) {
    return audit.openOnce(inner);
  }

  @Singleton
  StoreFile storeFile(StoreFileService inner, AuditedFiles audit) {
    return audit.store(inner);
  }

  @Singleton
  StoreFileOnce storeFileOnce(StoreFileService inner, AuditedFiles audit) {
    return audit.storeOnce(inner);
  }

  @Singleton
  AppendChunk appendChunk(AppendChunkService inner, AuditedFiles audit) {
    return audit.append(inner);
  }

  @Singleton
  CompleteUpload completeUpload(CompleteUploadService inner, AuditedFiles audit) {
    return audit.complete(inner);
  }

  /** Tells operators of events that are not written down. */
  private static final class Told implements FileAuditTrail.Watch {

    private final Counter failures;
    private final Counter dropped;
    private final AtomicInteger failing = new AtomicInteger();

    Told(MeterRegistry registry) {
      failures =
          Counter.builder("piecemeal.audit.failures")
              .description("Attempts to write the audit trail that failed")
              .register(registry);
      dropped =
          Counter.builder("piecemeal.audit.dropped")
              .description("Events that the audit trail has lost")
              .register(registry);
      Gauge.builder("piecemeal.audit.failing", failing, AtomicInteger::get)
          .description("1 while the audit trail cannot be written, else 0")
          .register(registry);
    }

    @Override
    public void failed(IOException reason) {
      failures.increment();
      if (failing.getAndSet(1) == 0) {
        LOG.error(
            "the audit trail cannot be written; events are kept as long as this process runs, as far as there is room: {}",
            Reasons.of(reason));
      }
    }

    @Override
    public void dropped() {
      dropped.increment();
    }

    @Override
    public void recovered() {
      failing.set(0);
      LOG.warn("the audit trail is written again, with what was kept");
    }
  }
}
