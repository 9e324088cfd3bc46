package io.piecemeal.application.access;

import io.piecemeal.application.port.in.ManageOwners;
import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.application.port.out.OwnerBook.Charge;
import io.piecemeal.application.port.out.OwnerBook.FileCounts;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Quota;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what owners have, and keeps their quotas. */
public final class ManageOwnersService implements ManageOwners {
  private final OwnerBook book;
  private final OwnQuotas quotas;

  public ManageOwnersService(OwnerBook book, OwnQuotas quotas) {
    this.book = book;
    this.quotas = quotas;
  }

  @Override
  public List<OwnerStanding> list() {
    Map<Owner, ByteCount> charged = charged();
    Map<Owner, Quota> own = quotas.refresh();
    Set<Owner> owners = new HashSet<>(charged.keySet());
    owners.addAll(own.keySet());
    return owners.stream()
        .sorted(Comparator.comparing(Owner::value))
        .map(owner -> standing(owner, charged, own))
        .toList();
  }

  private Map<Owner, ByteCount> charged() {
    return book.charged().stream().collect(Collectors.toMap(Charge::owner, Charge::bytes));
  }

  private static OwnerStanding standing(
      Owner owner, Map<Owner, ByteCount> charged, Map<Owner, Quota> own) {
    return new OwnerStanding(
        owner, charged.getOrDefault(owner, ByteCount.ZERO), Optional.ofNullable(own.get(owner)));
  }

  @Override
  public OwnerDetail find(Owner owner) {
    FileCounts counts = book.count(owner);
    OwnerStanding standing = standing(owner, charged(), quotas.refresh());
    return new OwnerDetail(standing, counts.files(), counts.openSessions(), quotas.of(owner));
  }

  @Override
  public void setQuota(Owner owner, Quota quota) {
    book.setQuota(owner, quota);
    quotas.refresh();
  }

  @Override
  public void resetQuota(Owner owner) {
    book.removeQuota(owner);
    quotas.refresh();
  }
}
