package io.piecemeal.embedded.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings that are promised. On the command line they win over postgresql.conf and ALTER
 * SYSTEM; everything else may be tuned there.
 */
final class ServerArguments {

  private static final List<String> PROMISED =
      List.of(
          "unix_socket_permissions=0700",
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "password_encryption=scram-sha-256",
          // The log goes to this process, which bounds it.
          "log_destination=stderr",
          "logging_collector=off");

  private ServerArguments() {}

  static List<String> of(
      Path data, AccessRules access, SocketFolder sockets, String addresses, int port) {
    Stream<String> settings =
        Stream.concat(
            PROMISED.stream(),
            Stream.of(
                "hba_file=" + access.path(),
                "unix_socket_directories=" + sockets.quoted(),
                "listen_addresses=" + addresses,
                "port=" + port));
    return Stream.concat(
            Stream.of("-D", data.toString()), settings.flatMap(setting -> Stream.of("-c", setting)))
        .toList();
  }
}
