package io.piecemeal.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.lang.reflect.Member;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way to get at clock, randomness, environment, files or network, or to wait: these members of
 * that class.
 */
record Reading(Class<?> owner, Set<String> members) {

  private static final String CONSTRUCTOR = "<init>";

  static final List<Reading> ALL =
      List.of(
          by(Clock.class, "system", "systemUTC", "systemDefaultZone"),
          by(Clock.class, "tickMillis", "tickSeconds", "tickMinutes"),
          by(InstantSource.class, "system"),
          by(Date.class, CONSTRUCTOR),
          by(Calendar.class, "getInstance"),
          by(GregorianCalendar.class, CONSTRUCTOR),
          by(UUID.class, "randomUUID"),
          by(Math.class, "random"),
          by(StrictMath.class, "random"),
          by(Random.class, CONSTRUCTOR),
          by(SplittableRandom.class, CONSTRUCTOR),
          by(SecureRandom.class, CONSTRUCTOR, "getInstance", "getInstanceStrong"),
          by(ThreadLocalRandom.class, "current"),
          by(RandomGenerator.class, "of", "getDefault"),
          by(Integer.class, "getInteger"),
          by(Long.class, "getLong"),
          by(Boolean.class, "getBoolean"),
          by(Runtime.class, "getRuntime"),
          by(ProcessHandle.class, "current"),
          by(ProcessBuilder.class, CONSTRUCTOR),
          by(ZoneId.class, "systemDefault"),
          by(TimeZone.class, "getDefault"),
          by(Locale.class, "getDefault"),
          by(Charset.class, "defaultCharset"),
          by(File.class, CONSTRUCTOR),
          by(FileInputStream.class, CONSTRUCTOR),
          by(FileOutputStream.class, CONSTRUCTOR),
          by(FileReader.class, CONSTRUCTOR),
          by(FileWriter.class, CONSTRUCTOR),
          by(RandomAccessFile.class, CONSTRUCTOR),
          by(FileChannel.class, "open"),
          by(AsynchronousFileChannel.class, "open"),
          by(SocketChannel.class, "open"),
          by(ServerSocketChannel.class, "open"),
          by(DatagramChannel.class, "open"),
          by(Thread.class, "sleep"),
          by(TimeUnit.class, "sleep"));

  /** A misspelled member would forbid nothing. */
  Reading {
    Set<String> existing = membersOf(owner);
    if (!existing.containsAll(members)) {
      throw new IllegalArgumentException(owner + " lacks one of " + members);
    }
  }

  boolean isDoneBy(AccessTarget target) {
    return target.getOwner().isEquivalentTo(owner) && members.contains(target.getName());
  }

  private static Reading by(Class<?> owner, String... members) {
    return new Reading(owner, Set.of(members));
  }

  private static Set<String> membersOf(Class<?> owner) {
    return Stream.concat(
            Stream.of(owner.getDeclaredMethods()).map(Member::getName), Stream.of(CONSTRUCTOR))
        .collect(Collectors.toUnmodifiableSet());
  }
}
