package io.piecemeal.client;

import java.io.IOException;

/** Something else than the service answered, and said that all is well. */
final class ForeignAnswer extends IOException {

  private static final long serialVersionUID = 1;

  ForeignAnswer(IllegalArgumentException cause) {
    super("an answer that is not Piecemeal's own: " + cause.getMessage(), cause);
  }
}
