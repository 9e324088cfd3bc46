package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.load.ChunkTarget;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.util.List;

/** This service with everything on, spoken to in a protocol that sends raw bytes by PATCH. */
public record OursByPatch(String name, ChunkTarget.Factory targets) implements Subject.Starter {

  /** In tus. */
  public static OursByPatch tus() {
    return new OursByPatch(
        "ours-tus", (chunk, _) -> TusTarget.withKey("/tus", chunk, ServiceCommand.AUTHORIZATION));
  }

  /** In the IETF's draft. */
  public static OursByPatch ietf() {
    return new OursByPatch(
        "ours-ietf", (chunk, _) -> new IetfTarget("/rufh", chunk, ServiceCommand.AUTHORIZATION));
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    return new ServerSubject(
        name,
        new Ours(name, "", List.of()).run(workspace).taking(BodyForm.RAW, targets),
        workspace);
  }
}
