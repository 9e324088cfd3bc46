package io.piecemeal.domain.upload;

/** Which files of an owner are scanned before anybody can read them. */
public enum ScanPolicy {
  ALL,
  NONE
}
