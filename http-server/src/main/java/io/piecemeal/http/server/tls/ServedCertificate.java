package io.piecemeal.http.server.tls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.ssl.CertificateProvider;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/**
 * The pair that new connections are shown, and the next one when the files have changed. Looks at
 * their bytes, so that it does not matter how they are replaced: in place, by a rename, or behind a
 * symbolic link. A pair that is not one leaves the one before in use.
 */
@Singleton
@Named(ServedCertificate.NAME)
@Requires(beans = TlsFiles.class)
public final class ServedCertificate implements CertificateProvider {

  /** By which the server's settings refer to it. */
  public static final String NAME = "piecemeal";

  private static final Logger LOG = LoggerFactory.getLogger(ServedCertificate.class);

  private final TlsFiles files;
  private final MeterRegistry meters;
  private final Sinks.Many<KeyStore> stores = Sinks.many().replay().latest();
  private Seen served;
  private Optional<Seen> refused = Optional.empty();
  private volatile TlsPair pair;

  /** Both files, as they were looked at. */
  private record Seen(String certificate, String key) {

    static final Seen NOTHING = new Seen("", "");

    static Seen in(TlsFiles files) throws IOException {
      return new Seen(TlsPair.text(files.certificate()), TlsPair.text(files.key()));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "Seen";
    }

    TlsPair pair(TlsFiles files) throws GeneralSecurityException {
      return TlsPair.of(files, certificate, key);
    }
  }

  /**
   * Reads the files.
   *
   * @throws GeneralSecurityException as {@link TlsPair#read}
   */
  ServedCertificate(TlsFiles files, MeterRegistry meters)
      throws IOException, GeneralSecurityException {
    this.files = files;
    this.meters = meters;
    this.served = Seen.in(files);
    this.pair = served.pair(files);
    stores.tryEmitNext(pair.keyStore()).orThrow();
    Gauge.builder("piecemeal.tls.certificate.expiry", () -> pair.expires().getEpochSecond())
        .description("End of the served certificate's validity, in seconds since 1970")
        .baseUnit("seconds")
        .register(meters);
    LOG.info("TLS: serving {}", pair.describe());
    warn(pair);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Publisher<KeyStore> getKeyStore() {
    return stores.asFlux();
  }

  /** Takes a changed pair over; safe to call at any time. */
  @Scheduled(fixedDelay = "${piecemeal.tls-interval:5s}", initialDelay = "5s")
  synchronized void reload() {
    Seen now = Seen.NOTHING;
    try {
      now = Seen.in(files);
      if (now.equals(served)) {
        return;
      }
      TlsPair next = now.pair(files);
      stores.tryEmitNext(next.keyStore()).orThrow();
      pair = next;
      served = now;
      refused = Optional.empty();
      count("ok");
      LOG.info("TLS: now serving {}", next.describe());
      warn(next);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      refuse(now, e);
    }
  }

  private void warn(TlsPair shown) {
    shown
        .refusedAt(Instant.now())
        .ifPresent(
            why ->
                LOG.warn(
                    "TLS: the certificate in {} {}, so callers refuse it: put another one there",
                    files.certificate(),
                    why));
  }

  /** One line for each state of the files; they are read again all the same. */
  private void refuse(Seen now, Exception reason) {
    count("failed");
    if (refused.filter(now::equals).isPresent()) {
      LOG.debug("TLS: the certificate and key on the disk are still not served", reason);
    } else {
      refused = Optional.of(now);
      LOG.error(
          "TLS: the certificate and key on the disk changed and are not served; the ones before"
              + " stay in use, {}: {}",
          pair.describe(),
          reason.toString());
    }
  }

  private void count(String outcome) {
    meters.counter("piecemeal.tls.reloads", "outcome", outcome).increment();
  }
}
