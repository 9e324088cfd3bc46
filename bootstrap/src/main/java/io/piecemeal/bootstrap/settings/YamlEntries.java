package io.piecemeal.bootstrap.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads settings from YAML: one mapping of names to values, each a scalar as it is written or a
 * list of such. Nothing is made of tags and types.
 */
final class YamlEntries {

  private final Path file;

  private YamlEntries(Path file) {
    this.file = file;
  }

  static List<SettingsFile.Entry> of(Path file, String text) {
    return new YamlEntries(file).read(text);
  }

  private List<SettingsFile.Entry> read(String text) {
    Optional<Node> root;
    try {
      root = new Compose(LoadSettings.builder().setUseMarks(true).build()).composeString(text);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new IllegalArgumentException(at(line) + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    List<SettingsFile.Entry> entries = new ArrayList<>();
    if (root.isPresent()) {
      if (!(root.get() instanceof MappingNode mapping)) {
        throw new IllegalArgumentException(at(line(root.get())) + "has to be like max-chunk: 5MiB");
      }
      for (NodeTuple pair : mapping.getValue()) {
        String key = scalar(pair.getKeyNode());
        entries.add(
            new SettingsFile.Entry(key, value(pair.getValueNode()), line(pair.getKeyNode())));
      }
    }
    return entries;
  }

  private String value(Node node) {
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(this::scalar).collect(Collectors.joining(","))
        : scalar(node);
  }

  /** Nothing at all, {@code null} and {@code ~} are no value. */
  private String scalar(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw new IllegalArgumentException(
          at(line(node)) + "there is a mapping or list where a text has to be");
    }
    return scalar.isPlain() && scalar.getValue().matches("null|~") ? "" : scalar.getValue();
  }

  private String at(int line) {
    return "%s line %d: ".formatted(file, line);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
