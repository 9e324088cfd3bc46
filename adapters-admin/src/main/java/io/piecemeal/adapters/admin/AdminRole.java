package io.piecemeal.adapters.admin;

/**
 * The role that every controller here asks for, beside what the path says: however a path is
 * written, none of them runs without it.
 */
final class AdminRole {

  /** As the scope {@code admin} is written. */
  static final String NAME = "admin";

  private AdminRole() {}
}
