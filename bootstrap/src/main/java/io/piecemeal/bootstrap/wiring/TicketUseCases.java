package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.runtime.server.EmbeddedServer;
import io.piecemeal.application.access.IssuedDownloads;
import io.piecemeal.application.access.IssuedTickets;
import io.piecemeal.application.access.RedeemTicketService;
import io.piecemeal.application.audit.AuditedAccess;
import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.file.ReadContentService;
import io.piecemeal.application.port.in.FindTicket;
import io.piecemeal.application.port.in.IssueDownload;
import io.piecemeal.application.port.in.IssueTicket;
import io.piecemeal.application.port.in.ReadByTicket;
import io.piecemeal.application.port.in.RedeemTicket;
import io.piecemeal.application.port.in.RevokeDownloads;
import io.piecemeal.application.port.in.RevokeTicket;
import io.piecemeal.application.port.out.DownloadTickets;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.application.upload.AppendChunkService;
import io.piecemeal.application.upload.CompleteUploadService;
import io.piecemeal.bootstrap.settings.ServiceUrl;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.ScanPolicies;
import io.piecemeal.http.server.address.CalledUrl;
import io.piecemeal.http.server.address.PublicUrl;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Tickets, and the address that they are good at. */
@Factory
final class TicketUseCases {

  @Singleton
  @Bean(typed = IssuedTickets.class)
  IssuedTickets issuedTickets(
      FileCatalog catalog, Tickets tickets, StoreHealth store, Ids ids, Settings settings) {
    return new IssuedTickets(catalog, tickets, store, ids, settings.ticketLifetime());
  }

  @Singleton
  FindTicket findTicket(IssuedTickets tickets, AuditedAccess audit) {
    return audit.find(tickets);
  }

  @Singleton
  RedeemTicket redeemTicket(
      IssuedTickets tickets,
      AppendChunkService append,
      CompleteUploadService complete,
      Limits limits,
      AuditedAccess audit) {
    return audit.redeem(
        new RedeemTicketService(tickets, append, complete, limits, InstantSource.system()));
  }

  @Singleton
  IssueTicket issueTicket(IssuedTickets tickets, AuditedAccess audit) {
    return audit.issue(tickets);
  }

  @Singleton
  RevokeTicket revokeTicket(IssuedTickets tickets, AuditedAccess audit) {
    return audit.revoke(tickets);
  }

  @Singleton
  @Bean(typed = IssuedDownloads.class)
  IssuedDownloads issuedDownloads(
      FileCatalog catalog,
      DownloadTickets tickets,
      FileBytes bytes,
      DamageRegister damages,
      ScanPolicies policies,
      StoreHealth store,
      Ids ids,
      Settings settings) {
    // Its reads are recorded with their tickets, and not as those of the owner.
    return new IssuedDownloads(
        catalog,
        tickets,
        new ReadContentService(catalog, bytes, damages, policies),
        store,
        ids,
        settings.ticketLifetime());
  }

  @Singleton
  IssueDownload issueDownload(IssuedDownloads tickets, AuditedAccess audit) {
    return audit.issueDownload(tickets);
  }

  @Singleton
  RevokeDownloads revokeDownloads(IssuedDownloads tickets, AuditedAccess audit) {
    return audit.revokeDownloads(tickets);
  }

  @Singleton
  ReadByTicket readByTicket(IssuedDownloads tickets, AuditedAccess audit) {
    return audit.readByTicket(tickets);
  }

  /** What the setting says, else a trusted proxy. The port may be known only after the start. */
  @Singleton
  PublicUrl publicUrl(Settings settings, CalledUrl called, BeanProvider<EmbeddedServer> server) {
    return () ->
        settings
            .server()
            .publicUrl()
            .or(called::current)
            .orElseGet(() -> ServiceUrl.of(settings.server(), server.get().getPort()));
  }
}
