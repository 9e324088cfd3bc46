package io.piecemeal.http.server.problem;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.piecemeal.http.server.trace.RequestIds;
import java.util.List;
import java.util.Optional;

/** Lets each dialect say the errors of its paths in its own form. */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ErrorForms {

  private final List<ErrorForm> forms;

  public ErrorForms(List<ErrorForm> forms) {
    this.forms = forms;
  }

  /**
   * Says the problem as the dialect of the path does.
   *
   * @return empty where problem+json is the form
   */
  Optional<ErrorForm.Said> say(Problem problem, ErrorForm.Call call) {
    return forms.stream()
        .filter(form -> form.speaks(call.path()))
        .findFirst()
        .map(form -> form.say(problem, call));
  }

  @ResponseFilter
  void say(HttpRequest<?> request, MutableHttpResponse<?> response) {
    ProblemResponses.problem(response)
        .flatMap(
            problem ->
                say(
                    problem,
                    new ErrorForm.Call(
                        request.getMethodName(), request.getPath(), RequestIds.of(request))))
        .ifPresent(said -> write(said, response));
  }

  private static void write(ErrorForm.Said said, MutableHttpResponse<?> response) {
    response.status(said.status());
    response.body(said.body());
    response.contentType(MediaType.APPLICATION_JSON_TYPE);
    said.headers().forEach((name, value) -> response.getHeaders().set(name, value));
  }
}
