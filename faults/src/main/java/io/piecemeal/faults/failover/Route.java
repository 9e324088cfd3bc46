package io.piecemeal.faults.failover;

/** How the service reaches the primary. */
public enum Route {
  /** All servers are in its URL. */
  HOSTS,
  /** A proxy asks Patroni which one it is. */
  HAPROXY,
  /** A pooler of transactions before that proxy. */
  PGBOUNCER
}
