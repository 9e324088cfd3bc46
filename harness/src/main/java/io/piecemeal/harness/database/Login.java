package io.piecemeal.harness.database;

/** A role of a database, for tests only: its password is no secret. */
public record Login(String user, String password) {}
