package io.piecemeal.adapters.http;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.adapters.http.wire.FileView;
import io.piecemeal.application.port.in.ImportFile;
import io.piecemeal.application.port.in.ImportFile.ImportCommand;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.json.Members;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** Has the service fetch the bytes of an upload itself. */
@Controller("/uploads/{fileId}/import")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ImportController {

  private final Optional<ImportFile> imports;

  ImportController(Optional<ImportFile> imports) {
    this.imports = imports;
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  FileView fetch(Authentication caller, String fileId, @Body InputStream body) throws IOException {
    Members members;
    try (body) {
      members = Members.read(body, Set.of("url", "sha256", "max_bytes"));
    }
    ImportCommand command =
        new ImportCommand(
            CallArguments.owner(caller),
            CallArguments.fileId(fileId),
            members.requireText("url"),
            members.sha256("sha256"),
            members.count("max_bytes"));
    return FileView.of(imports.orElseThrow(ImportController::off).importInto(command));
  }

  private static RequestRejected off() {
    return new RequestRejected(
        Problem.of(
            ProblemKind.NOT_FOUND,
            "Imports are off: the operator has to name hosts in PIECEMEAL_IMPORT_HOSTS. Until then"
                + " send the bytes with PUT /uploads/{file_id}."));
  }
}
