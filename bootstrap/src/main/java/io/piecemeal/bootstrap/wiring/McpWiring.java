package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.annotation.Factory;
import io.piecemeal.adapters.http.guard.MinimumRate;
import io.piecemeal.adapters.http.guard.OwnerRates;
import io.piecemeal.adapters.http.guard.UploadBulkhead;
import io.piecemeal.adapters.http.problem.RequestRejected;
import io.piecemeal.adapters.http.ticket.TicketUrls;
import io.piecemeal.adapters.mcp.guard.BodyLimits;
import io.piecemeal.adapters.mcp.guard.BusyException;
import io.piecemeal.adapters.mcp.guard.UploadGuards;
import io.piecemeal.adapters.mcp.ticket.TicketLinks;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Limits;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Gives the tools what they share with the HTTP API, and what the settings say for them. */
@Factory
final class McpWiring {

  /** Hex takes two characters for a byte; what else a call has takes little. */
  private static final int LONGEST_ENCODING = 2;

  private static final ByteCount BESIDES_DATA = new ByteCount(1L << 20);

  /** Of all bodies at once. While one is parsed it takes about four times its size. */
  private static final ByteCount BODIES = new ByteCount(64L << 20);

  private static final int SHARE_OF_HEAP = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Singleton
  TicketLinks ticketLinks(TicketUrls urls) {
    return new HttpTickets(urls);
  }

  /** Tickets are used at the HTTP API. */
  private record HttpTickets(TicketUrls urls) implements TicketLinks {

    @Override
    public String url(TicketToken token) {
      return urls.of(token);
    }

    @Override
    public String curl(TicketToken token, ByteCount offset) {
      return urls.curl(token, offset);
    }
  }

  @Singleton
  BodyLimits bodyLimits(Limits limits) {
    return bodyLimits(limits, new ByteCount(Runtime.getRuntime().maxMemory()));
  }

  /**
   * A small heap has room for fewer bodies; one of less than 200 MiB has none for a full chunk in
   * hex, and one of less than 120 MiB none for a full chunk in Base64.
   */
  static BodyLimits bodyLimits(Limits limits, ByteCount heap) {
    ByteCount one = new ByteCount(limits.chunk().value() * LONGEST_ENCODING).plus(BESIDES_DATA);
    ByteCount share = new ByteCount(heap.value() / SHARE_OF_HEAP);
    ByteCount together = share.isAtMost(BODIES) ? share : BODIES;
    ByteCount most = new ByteCount(together.value() - BodyLimits.OVERHEAD);
    return new BodyLimits(one.isAtMost(most) ? one : most, together, PATIENCE);
  }

  @Singleton
  UploadGuards uploadGuards(UploadBulkhead slots, MinimumRate pace, OwnerRates rates) {
    return new SharedGuards(slots, pace, rates);
  }

  /** The guards of the HTTP API, so that one limit holds for both ways together. */
  private record SharedGuards(UploadBulkhead slots, MinimumRate pace, OwnerRates rates)
      implements UploadGuards {

    @Override
    public <R> R watch(InputStream body, Reading<R> reading) throws IOException {
      return pace.watch(body, reading::on);
    }

    @Override
    public Slot take(Owner owner) {
      try {
        return slots.take(owner)::close;
      } catch (RequestRejected e) {
        throw new BusyException(sentence(e), e);
      }
    }

    @Override
    public void countRequest(Owner owner) {
      try {
        rates.take(owner).requireLeft();
      } catch (RequestRejected e) {
        throw new BusyException(
            "You have sent too many requests: send this one again in %s seconds."
                .formatted(e.problem().headers().get("Retry-After")),
            e);
      }
    }

    private static String sentence(RequestRejected rejected) {
      Object share = rejected.problem().members().get("owner_share");
      return share == null
          ? "Too many uploads are under way."
          : "Your share of the uploads under way is %s now, and taken.".formatted(share);
    }
  }
}
