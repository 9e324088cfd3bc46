package io.piecemeal.client;

/**
 * The file is still being uploaded ({@code file-incomplete}): it may get more bytes, and has no
 * digest that tells whether all of them came.
 */
public final class IncompleteException extends PiecemealException {

  private static final long serialVersionUID = 1;

  private IncompleteException(String message) {
    super("file-incomplete", message, null);
  }

  static IncompleteException of(StoredFile file) {
    String soFar =
        file.declaredSize().isPresent()
            ? "%d of %d bytes".formatted(file.size(), file.declaredSize().get())
            : "%d bytes so far".formatted(file.size());
    return new IncompleteException("the upload is not complete: " + soFar);
  }
}
