package io.piecemeal.adapters.persistence.postgres;

import java.sql.SQLException;

/** There is no connection to the database, so the service cannot start. */
public final class DatabaseNotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseNotReadyException(String message, SQLException failure) {
    super(message, failure);
  }
}
