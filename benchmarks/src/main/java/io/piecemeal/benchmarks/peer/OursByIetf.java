package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.util.List;

/** This service with everything on, spoken to in the IETF's draft: raw bytes by PATCH. */
public final class OursByIetf implements Subject.Starter {

  @Override
  public String name() {
    return "ours-ietf";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    return new ServerSubject(
        name(),
        new Ours(name(), "", List.of())
            .run(workspace)
            .taking(
                BodyForm.RAW,
                (chunk, _) -> new IetfTarget("/rufh", chunk, ServiceCommand.AUTHORIZATION)),
        workspace);
  }
}
