package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.util.List;

/** This service with everything on, spoken to in tus: raw bytes by PATCH. */
public final class OursByTus implements Subject.Starter {

  @Override
  public String name() {
    return "ours-tus";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    return new ServerSubject(
        name(),
        new Ours(name(), "", List.of())
            .run(workspace)
            .taking(
                BodyForm.RAW,
                (chunk, _) -> TusTarget.withKey("/tus", chunk, ServiceCommand.AUTHORIZATION)),
        workspace);
  }
}
