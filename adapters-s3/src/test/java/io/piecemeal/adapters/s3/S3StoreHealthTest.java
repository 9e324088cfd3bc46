package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.testkit.StoreHealthContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import software.amazon.awssdk.http.SdkHttpMethod;

final class S3StoreHealthTest extends StoreHealthContract {

  @AutoClose private final S3Fixture fixture = new S3Fixture();

  @Override
  protected StoreHealth healthy() {
    return fixture.node();
  }

  @Override
  protected Optional<StoreHealth> full() {
    return Optional.of(fixture.fullNode());
  }

  @Override
  protected Optional<StoreHealth> notWriting() {
    return refusing(SdkHttpMethod.PUT, 503, "SlowDown");
  }

  @Override
  protected Optional<StoreHealth> forgetting() {
    return refusing(SdkHttpMethod.GET, 404, "NoSuchKey");
  }

  private Optional<StoreHealth> refusing(SdkHttpMethod method, int status, String code) {
    FaultyTransport broken = new FaultyTransport();
    broken.fail(FaultyTransport.of(method), FaultyTransport.answer(status, code));
    return Optional.of(fixture.node(broken, S3Fixture.inAHurry()));
  }

  @Override
  protected List<String> leftovers() {
    return fixture.leftovers();
  }
}
