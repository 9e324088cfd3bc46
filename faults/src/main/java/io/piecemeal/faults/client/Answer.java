package io.piecemeal.faults.client;

import com.fasterxml.jackson.databind.JsonNode;

/** What a client knows of a request that it sent once. */
public sealed interface Answer {

  /**
   * It was carried out.
   *
   * @param body a missing node where there is none
   */
  record Done(int status, JsonNode body) implements Answer {}

  /** It was not, and will not be if it is sent again as it is. */
  record Refused(int status, String code, JsonNode body) implements Answer {}

  /** It was not, and may be sent again: nothing arrived, or the service says so. */
  record NotDone(String reason) implements Answer {}

  /** Nobody knows whether it was. */
  record Unknown(String reason) implements Answer {}
}
