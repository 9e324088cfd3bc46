package io.piecemeal.adapters.s3;

import java.io.IOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Tells of each request that is sent. Behind the signature: a field that was signed, and that a
 * proxy on the way changes, as those that trace do, would have the store refuse the request.
 */
record FollowedTransport(SdkHttpClient client, StoreCalls calls) implements SdkHttpClient {

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    SdkHttpRequest signed = request.httpRequest();
    StoreCalls.Call call = calls.begin(signed.method().name(), signed.host());
    SdkHttpRequest.Builder told = signed.toBuilder();
    call.fields().forEach(told::putHeader);
    HttpExecuteRequest.Builder sent = HttpExecuteRequest.builder().request(told.build());
    request.contentStreamProvider().ifPresent(sent::contentStreamProvider);
    request.metricCollector().ifPresent(sent::metricCollector);
    try {
      return new Followed(client.prepareRequest(sent.build()), call);
    } catch (RuntimeException e) {
      call.failed(e.getClass().getSimpleName());
      call.close();
      throw e;
    }
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }

  private record Followed(ExecutableHttpRequest request, StoreCalls.Call told)
      implements ExecutableHttpRequest {

    @Override
    public HttpExecuteResponse call() throws IOException {
      try (told) {
        return answered();
      }
    }

    private HttpExecuteResponse answered() throws IOException {
      try {
        HttpExecuteResponse answer = request.call();
        told.answered(answer.httpResponse().statusCode());
        return answer;
      } catch (IOException | RuntimeException e) {
        told.failed(e.getClass().getSimpleName());
        throw e;
      }
    }

    @Override
    public void abort() {
      request.abort();
    }
  }
}
