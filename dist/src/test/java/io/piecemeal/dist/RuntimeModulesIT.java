package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** A library that starts to use a module which the packaged Java lacks is noticed here. */
class RuntimeModulesIT {

  /** What libraries name and never use here: beans of Swing, annotation processors. */
  private static final Set<String> UNUSED = Set.of("java.compiler", "java.desktop");

  private final Map<String, String> moduleOfPackage = new HashMap<>();
  private final Set<String> used = new TreeSet<>();

  @Test
  void packagedJavaHasEveryModuleThatTheJarsUse() throws IOException {
    ModuleFinder.ofSystem()
        .findAll()
        .forEach(
            module ->
                module.descriptor().exports().stream()
                    .filter(exported -> !exported.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .forEach(name -> moduleOfPackage.put(name, module.descriptor().name())));
    Path tree = Made.tree();
    for (String folder : List.of("app", "app/lib", "app/cli", "app/cli/lib")) {
      try (Stream<Path> files = Files.list(tree.resolve(folder))) {
        for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
          read(jar);
        }
      }
    }
    assertThat(used).contains("java.sql");
    used.removeAll(UNUSED);
    assertThat(packaged(tree)).containsAll(used);
  }

  private static List<String> packaged(Path tree) throws IOException {
    return Files.readAllLines(tree.resolve("runtime/release")).stream()
        .filter(line -> line.startsWith("MODULES="))
        .flatMap(line -> Arrays.stream(line.replaceAll("MODULES=|\"", "").split(" ", -1)))
        .toList();
  }

  private void read(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(RuntimeModulesIT::isPlainClass).toList()) {
        try (InputStream bytes = zip.getInputStream(entry)) {
          ClassFile.of().parse(bytes.readAllBytes()).constantPool().forEach(this::note);
        }
      }
    }
  }

  private void note(Object entry) {
    if (entry instanceof ClassEntry named) {
      String name = named.asInternalName().replaceFirst("^\\[+L?", "");
      int end = name.lastIndexOf('/');
      String module =
          end < 0 ? null : moduleOfPackage.get(name.substring(0, end).replace('/', '.'));
      if (module != null) {
        used.add(module);
      }
    }
  }

  private static boolean isPlainClass(ZipEntry entry) {
    String name = entry.getName();
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class");
  }
}
