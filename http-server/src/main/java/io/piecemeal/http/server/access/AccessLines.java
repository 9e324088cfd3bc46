package io.piecemeal.http.server.access;

/** Whether each request has a line in the log. */
public enum AccessLines {
  WRITTEN,
  LEFT_OUT
}
