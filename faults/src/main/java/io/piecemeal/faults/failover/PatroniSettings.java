package io.piecemeal.faults.failover;

import java.nio.file.Path;

/**
 * The settings of one node, as {@code docs/scale.md} advises, but for times that suit a machine of
 * its own.
 *
 * @param home its folder
 */
record PatroniSettings(
    String name, Path home, int port, int restPort, int etcdPort, Replication replication) {

  static final String PASSWORD = "not-a-secret";

  Path data() {
    return home.resolve("data");
  }

  String yaml() {
    return """
    scope: piecemeal
    name: %1$s
    restapi:
      listen: 127.0.0.1:%2$d
      connect_address: 127.0.0.1:%2$d
    etcd3:
      hosts: 127.0.0.1:%3$d
    bootstrap:
      dcs:
        ttl: 8
        loop_wait: 1
        retry_timeout: 3
        primary_start_timeout: 0
        maximum_lag_on_failover: 1073741824
        synchronous_mode: %4$s
        synchronous_mode_strict: %4$s
        postgresql:
          use_pg_rewind: true
          parameters:
            max_connections: 60
            shared_buffers: 64MB
            wal_keep_size: 256MB
      initdb:
      - encoding: UTF8
      - locale: C
      - data-checksums
    postgresql:
      listen: 127.0.0.1:%5$d
      connect_address: 127.0.0.1:%5$d
      data_dir: %6$s/data
      bin_dir: %7$s
      pgpass: %6$s/pgpass
      remove_data_directory_on_rewind_failure: true
      remove_data_directory_on_diverged_timelines: true
      basebackup:
        checkpoint: fast
      parameters:
        unix_socket_directories: ''
      pg_hba:
      - host all all 127.0.0.1/32 scram-sha-256
      - host replication replicator 127.0.0.1/32 scram-sha-256
      authentication:
        superuser: {username: postgres, password: %8$s}
        replication: {username: replicator, password: %8$s}
    """
        .formatted(
            name,
            restPort,
            etcdPort,
            replication == Replication.SYNCHRONOUS,
            port,
            home,
            ClusterPrograms.serverPrograms(),
            PASSWORD);
  }
}
