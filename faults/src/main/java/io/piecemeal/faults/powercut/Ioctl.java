package io.piecemeal.faults.powercut;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * The call by which ext4 and XFS stop at once, as if the machine had lost its power: what is not on
 * the disk by now never gets there, and every use of the file system fails until it is mounted
 * again.
 */
final class Ioctl {

  /** {@code _IOR('X', 125, __u32)}. */
  private static final long FS_IOC_SHUTDOWN = 0x8004587DL;

  /** {@code EXT4_GOING_FLAGS_NOLOGFLUSH}: the journal is not written out either. */
  private static final int NO_LOG_FLUSH = 2;

  private static final int READ_ONLY = 0;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final Linker.Option WITH_ERRNO = Linker.Option.captureCallState("errno");

  private static final MethodHandle OPEN =
      handle(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          2);

  private static final MethodHandle IOCTL =
      handle(
          "ioctl",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS),
          2);

  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT), 1);

  private Ioctl() {}

  /** Cuts the power of a file system. */
  static void cutPower(Path mountPoint) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int file =
          require(
              "open",
              (int) OPEN.invokeExact(state, arena.allocateFrom(mountPoint.toString()), READ_ONLY),
              state);
      try {
        MemorySegment flags = arena.allocateFrom(ValueLayout.JAVA_INT, NO_LOG_FLUSH);
        int _ =
            require("ioctl", (int) IOCTL.invokeExact(state, file, FS_IOC_SHUTDOWN, flags), state);
      } finally {
        int _ = (int) CLOSE.invokeExact(state, file);
      }
    } catch (IOException | RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new LinkageError("a native call that throws", failure);
    }
  }

  private static int require(String call, int result, MemorySegment state) throws IOException {
    if (result < 0) {
      throw new IOException("%s failed: errno %d".formatted(call, (int) ERRNO.get(state, 0L)));
    }
    return result;
  }

  @SuppressWarnings("restricted") // the kernel has no other door to this
  private static MethodHandle handle(String name, FunctionDescriptor descriptor, int fixed) {
    MemorySegment address = LINKER.defaultLookup().find(name).orElseThrow();
    return fixed < descriptor.argumentLayouts().size()
        ? LINKER.downcallHandle(
            address, descriptor, WITH_ERRNO, Linker.Option.firstVariadicArg(fixed))
        : LINKER.downcallHandle(address, descriptor, WITH_ERRNO);
  }
}
