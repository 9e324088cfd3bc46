package io.piecemeal.e2e.faults;

import java.lang.StackWalker.StackFrame;

/**
 * A place in the service that calls the outside world.
 *
 * @param call what is called, as {@code FileChannel.force}
 * @param caller the class and method of an adapter that calls it
 */
record Site(String call, String caller) {

  private static final String ADAPTERS = "io.piecemeal.adapters.persistence.";

  /** The one that the calling thread is at. */
  static Site of(String call) {
    return new Site(
        call,
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .filter(frame -> frame.getClassName().startsWith(ADAPTERS))
                        .findFirst()
                        .map(Site::name)
                        .orElse("outside of the adapters")));
  }

  private static String name(StackFrame frame) {
    String className = frame.getClassName();
    return className.substring(className.lastIndexOf('.') + 1) + "." + frame.getMethodName();
  }

  @Override
  public String toString() {
    return call + " in " + caller;
  }
}
