package io.piecemeal.adapters.tus.ietf;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Adds what each answer says below the path of the protocol, and to problems what the draft has for
 * them beside what they are everywhere.
 */
@ServerFilter({Ietf.PATH, Ietf.PATH + "/**"})
final class IetfAnswers implements Ordered {

  private final UploadLimit limit;

  IetfAnswers(UploadLimit limit) {
    this.limit = limit;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @ResponseFilter
  void fields(HttpRequest<?> request, MutableHttpResponse<?> response) {
    UploadRequest sent = UploadRequest.of(request.getHeaders());
    Interop interop = sent.interop();
    if (interop.isKnown()) {
      response.header(Ietf.INTEROP, interop.number());
    }
    Optional<?> problem = response.getBody(Map.class);
    if (response.code() >= HttpStatus.BAD_REQUEST.getCode() && problem.isPresent()) {
      response.header(interop.completenessField(), interop.completenessValue(false));
      if (response.code() == HttpStatus.REQUEST_ENTITY_TOO_LARGE.getCode()) {
        limit.of(interop).ifPresent(value -> response.header(Ietf.LIMIT, value));
      }
      say((Map<?, ?>) problem.get(), sent, response);
    }
  }

  private static void say(
      Map<?, ?> problem, UploadRequest request, MutableHttpResponse<?> response) {
    Map<String, Object> members = new LinkedHashMap<>();
    problem.forEach((name, value) -> members.put((String) name, value));
    Object size = members.get("current_size");
    if (size != null) {
      response.header(Ietf.OFFSET, size.toString());
    }
    String code = String.valueOf(members.get("code"));
    if (code.equals(ProblemKind.OFFSET_MISMATCH.code()) && size != null) {
      members.put("type", Ietf.MISMATCHING_OFFSET);
      members.put("expected-offset", size);
      request
          .count(Ietf.OFFSET)
          .map(ByteCount::value)
          .ifPresent(offset -> members.put("provided-offset", offset));
    } else if (code.equals(ProblemKind.SIZE_MISMATCH.code())) {
      members.put("type", Ietf.INCONSISTENT_LENGTH);
      bad(members, response);
    } else if (code.equals(ProblemKind.CHECKSUM_MISMATCH.code())) {
      bad(members, response);
    }
    response.body(members);
  }

  /** What is a fault of a field's value elsewhere is one of the request here. */
  private static void bad(Map<String, Object> members, MutableHttpResponse<?> response) {
    members.put("status", HttpStatus.BAD_REQUEST.getCode());
    response.status(HttpStatus.BAD_REQUEST);
  }
}
