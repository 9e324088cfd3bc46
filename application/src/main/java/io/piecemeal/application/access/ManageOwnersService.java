package io.piecemeal.application.access;

import io.piecemeal.application.port.in.ManageOwners;
import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.application.port.out.OwnerBook.Charge;
import io.piecemeal.application.port.out.OwnerBook.FileCounts;
import io.piecemeal.application.port.out.ScanPolicyBook;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.ScanPolicy;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what owners have, and keeps their quotas and scan policies. */
public final class ManageOwnersService implements ManageOwners {
  private final OwnerBook book;
  private final OwnQuotas quotas;
  private final ScanPolicyBook scans;
  private final OwnScanPolicies policies;

  public ManageOwnersService(
      OwnerBook book, OwnQuotas quotas, ScanPolicyBook scans, OwnScanPolicies policies) {
    this.book = book;
    this.quotas = quotas;
    this.scans = scans;
    this.policies = policies;
  }

  @Override
  public List<OwnerStanding> list() {
    Map<Owner, ByteCount> charged = charged();
    Map<Owner, Quota> own = quotas.refresh();
    Map<Owner, ScanPolicy> ownScans = policies.refresh();
    Set<Owner> owners = new HashSet<>(charged.keySet());
    owners.addAll(own.keySet());
    owners.addAll(ownScans.keySet());
    return owners.stream()
        .sorted(Comparator.comparing(Owner::value))
        .map(owner -> standing(owner, charged, own, ownScans))
        .toList();
  }

  private Map<Owner, ByteCount> charged() {
    return book.charged().stream().collect(Collectors.toMap(Charge::owner, Charge::bytes));
  }

  private static OwnerStanding standing(
      Owner owner,
      Map<Owner, ByteCount> charged,
      Map<Owner, Quota> own,
      Map<Owner, ScanPolicy> ownScans) {
    return new OwnerStanding(
        owner,
        charged.getOrDefault(owner, ByteCount.ZERO),
        Optional.ofNullable(own.get(owner)),
        Optional.ofNullable(ownScans.get(owner)));
  }

  @Override
  public OwnerDetail find(Owner owner) {
    FileCounts counts = book.count(owner);
    OwnerStanding standing = standing(owner, charged(), quotas.refresh(), policies.refresh());
    return new OwnerDetail(
        standing, counts.files(), counts.openSessions(), quotas.of(owner), policies.of(owner));
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

  @Override
  public void setScan(Owner owner, ScanPolicy policy) {
    scans.set(owner, policy);
    policies.refresh();
  }

  @Override
  public void resetScan(Owner owner) {
    scans.remove(owner);
    policies.refresh();
  }
}
