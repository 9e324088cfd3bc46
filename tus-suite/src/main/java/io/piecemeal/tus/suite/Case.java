package io.piecemeal.tus.suite;

import java.io.IOException;
import java.util.Optional;

/**
 * One thing that a server does.
 *
 * @param id its name in reports
 * @param extension without which it is not asked for, if it belongs to one
 * @param says what the server does, as a sentence
 */
public record Case(String id, Level level, Optional<String> extension, String says, Check check) {

  /** Tries it. */
  @FunctionalInterface
  public interface Check {

    /**
     * @throws IOException if the server answers in no way that can be understood, or not at all
     */
    void run(Server server) throws IOException;
  }

  static Case core(String id, Level level, String says, Check check) {
    return new Case(id, level, Optional.empty(), says, check);
  }

  static Case within(String extension, String id, Level level, String says, Check check) {
    return new Case(extension + "-" + id, level, Optional.of(extension), says, check);
  }

  /** Tries it on a server. */
  public Outcome run(Server server) {
    try {
      if (extension.isPresent()) {
        server.requireExtension(extension.get());
      }
      check.run(server);
      return new Outcome(this, Outcome.Kind.OK, "");
    } catch (NotApplicable e) {
      return new Outcome(this, Outcome.Kind.SKIPPED, String.valueOf(e.getMessage()));
    } catch (Difference e) {
      return new Outcome(this, Outcome.Kind.DIFFERS, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Outcome(this, Outcome.Kind.DIFFERS, e.toString());
    }
  }
}
