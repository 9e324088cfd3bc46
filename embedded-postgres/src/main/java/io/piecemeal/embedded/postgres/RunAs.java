package io.piecemeal.embedded.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to start a PostgreSQL program, which refuses to run as root. The prefix replaces itself
 * with the program, so the process that is started is the program, under the same process id.
 *
 * @param prefix what is put before the program
 * @param account who owns the files that the program makes, and must own those that it reads
 */
record RunAs(List<String> prefix, Account account) {

  /**
   * The ways worth trying, the best first.
   *
   * @param self the account of this process
   * @param owner the owner of the data or, before there is any, of the directory
   */
  static List<RunAs> candidates(Account self, Account owner) {
    if (!self.isRoot()) {
      // A container may run us under a number that has no name. initdb insists on one, and finds it
      // in a user namespace, where every account shows as "nobody".
      return List.of(directly(self), directly(self).inUserNamespace());
    }
    List<RunAs> candidates = new ArrayList<>();
    if (!owner.isRoot()) {
      candidates.add(switchedTo(owner));
      candidates.add(switchedTo(owner).inUserNamespace());
    }
    Account.unprivileged().map(RunAs::switchedTo).ifPresent(candidates::add);
    // The last resort, for a directory that no other account can reach: without capabilities, but
    // outside of the namespace still the owner of what root owns.
    candidates.add(directly(self).inUserNamespace());
    return candidates;
  }

  static RunAs directly(Account self) {
    return new RunAs(List.of(), self);
  }

  static RunAs switchedTo(Account account) {
    return new RunAs(
        List.of(
            "setpriv",
            "--reuid=" + Integer.toUnsignedString(account.uid()),
            "--regid=" + Integer.toUnsignedString(account.gid()),
            "--clear-groups",
            "--inh-caps=-all",
            "--bounding-set=-all",
            "--no-new-privs",
            "--"),
        account);
  }

  /** The files stay those of the account, but seen from inside the namespace they are nobody's. */
  RunAs inUserNamespace() {
    return new RunAs(join(prefix, List.of("unshare", "--user", "--")), account);
  }

  List<String> command(Path program, List<String> arguments) {
    return join(prefix, join(List.of(program.toString()), arguments));
  }

  @Override
  public String toString() {
    String program = prefix.isEmpty() ? "" : " by " + prefix.getFirst();
    return "uid " + Integer.toUnsignedString(account.uid()) + program;
  }

  private static List<String> join(List<String> left, List<String> right) {
    return Stream.concat(left.stream(), right.stream()).toList();
  }
}
