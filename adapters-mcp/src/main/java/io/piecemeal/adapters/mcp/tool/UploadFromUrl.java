package io.piecemeal.adapters.mcp.tool;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.OPTIONAL;
import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.REQUIRED;

import io.micronaut.context.annotation.Requires;
import io.piecemeal.adapters.mcp.answer.FileView;
import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.adapters.mcp.progress.Progress;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.ImportFile;
import io.piecemeal.application.port.in.ImportFile.ImportCommand;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has the service fetch a file, so that its bytes pass neither the model nor its host. */
@Singleton
@Requires(beans = ImportFile.class)
final class UploadFromUrl implements Tool {

  private static final Parameter.Text URL =
      new Parameter.Text("url", OPTIONAL, "Where the bytes are: https, without credentials.");

  private static final Parameter.Text DOWNLOAD_URL =
      new Parameter.Text("download_url", REQUIRED, "Where the host gives the file.");

  private static final Parameter.Text HOST_FILE_ID =
      new Parameter.Text("file_id", OPTIONAL, "What the host calls the file.");

  private static final Parameter.Text MIME_TYPE =
      new Parameter.Text("mime_type", OPTIONAL, "Its media type.");

  private static final Parameter.Text FILE_NAME =
      new Parameter.Text("file_name", OPTIONAL, "Its label.");

  private static final Parameter.HostObject FILE =
      new Parameter.HostObject(
          "file",
          OPTIONAL,
          List.of(DOWNLOAD_URL, HOST_FILE_ID, MIME_TYPE, FILE_NAME),
          "In the place of url: a file that the host has, as the host describes it.");

  private static final Parameter.Text FILE_ID =
      new Parameter.Text(
          "file_id", OPTIONAL, "Of the upload that gets the bytes; without it one is opened.");

  private static final Parameter.Text FILENAME =
      new Parameter.Text(
          "filename", OPTIONAL, "A label such as report.pdf for an upload that is opened.");

  private static final Parameter.Count MAX_BYTES =
      CommonParameters.count(
          "max_bytes", OPTIONAL, "The most bytes that the source may have; more are refused.");

  private static final String FILES = FILE.name();

  private static final ToolDescription DESCRIPTION =
      new ToolDescription(
          "upload_from_url",
          "Fetch a file from a URL",
          """
          Has the server fetch the bytes of an upload from a URL, at hosts that its operator \
          named: {"url":"https://files.example.com/a.pdf","filename":"a.pdf"}. Call it for every \
          file that is on the web, instead of reading and typing it. A host that has the file \
          itself fills file instead of url.
          The upload stays open: call upload_complete with the size that comes back. If the call \
          breaks off, look with upload_status and make it again with the file_id: bytes that are \
          there are compared with the source and not appended twice.\
          """,
          List.of(
              FILE_ID,
              FILENAME,
              CommonParameters.CONTENT_TYPE,
              CommonParameters.SHA256,
              MAX_BYTES,
              FILE,
              URL),
          FileView.schema(),
          ToolDescription.Behaviour.FETCHES,
          Scope.WRITE,
          List.of(FILES));

  private final ImportFile imports;
  private final OpenUpload open;
  private final DeleteFile delete;
  private final FileView facts;

  UploadFromUrl(ImportFile imports, OpenUpload open, DeleteFile delete, FileView facts) {
    this.imports = imports;
    this.open = open;
    this.delete = delete;
    this.facts = facts;
  }

  @Override
  public ToolDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Object> call(Owner owner, Arguments arguments) throws IOException {
    Optional<Arguments> given = arguments.findObject(FILE);
    Source source =
        new Source(
            url(arguments, given),
            arguments.findSha256(CommonParameters.SHA256),
            arguments.findCount(MAX_BYTES));
    return facts.of(
        arguments.has(FILE_ID)
            ? fetch(source.into(owner, arguments.fileId(FILE_ID)))
            : importIntoNew(owner, source, command(owner, arguments, given)));
  }

  private StoredFile fetch(ImportCommand command) throws IOException {
    return imports.importInto(command, Progress.current()::reached);
  }

  private static String url(Arguments arguments, Optional<Arguments> file) {
    return file.map(given -> given.text(DOWNLOAD_URL))
        .or(() -> arguments.find(URL))
        .orElseThrow(() -> ArgumentRejected.missing(URL.name()));
  }

  private static OpenCommand command(Owner owner, Arguments arguments, Optional<Arguments> file) {
    String name =
        arguments
            .find(FILENAME)
            .or(() -> file.flatMap(given -> given.find(FILE_NAME)))
            .orElseThrow(
                () ->
                    ArgumentRejected.missing(
                        FILENAME.name(), "add 'filename', or 'file_id' of an open upload."));
    return new OpenCommand(
        owner,
        FileName.of(name),
        arguments
            .find(CommonParameters.CONTENT_TYPE)
            .or(() -> file.flatMap(given -> given.find(MIME_TYPE)))
            .map(ContentType::of)
            .orElse(ContentType.OCTET_STREAM),
        Declaration.NONE);
  }

  /** Nobody could name the file of a call that was refused, unless the answer does. */
  private StoredFile importIntoNew(Owner owner, Source source, OpenCommand command)
      throws IOException {
    StoredFile file = open.open(command);
    try {
      return fetch(source.into(owner, file.id()));
    } catch (UploadRejected e) {
      if (!isNamed(e.refusal())) {
        delete.takeBack(file, e);
      }
      throw e;
    }
  }

  /** Whether the agent is told to go on with the file. */
  private static boolean isNamed(Refusal refusal) {
    return switch (refusal) {
      case Refusal.ImportFailed failed -> !failed.currentSize().isZero();
      case Refusal.ImportDiffers differs -> !differs.currentSize().isZero();
      default -> false;
    };
  }

  private record Source(String url, Optional<Sha256> sha256, Optional<ByteCount> largest) {

    ImportCommand into(Owner owner, FileId file) {
      return new ImportCommand(owner, file, url, sha256, largest);
    }
  }
}
