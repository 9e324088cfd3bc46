package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Status;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each statement says of each row that it looks at in which shard that is, or is listed here. */
final class ShardsInStatementsTest {

  /** Which tables a statement looks through in all shards, on purpose. */
  private static final Map<String, List<String>> OVER_ALL_SHARDS =
      Map.ofEntries(
          Map.entry("PageStatement.select", List.of("file", "file")),
          Map.entry("PostgresCompactions.TAKE", List.of("file")),
          Map.entry("PostgresDeletionQueue.CLAIM", List.of("chunk")),
          Map.entry("PostgresDeletionQueue.EXPIRE", List.of("file")),
          Map.entry("PostgresDeletionQueue.FORGET_REQUESTS", List.of("first_answer")),
          Map.entry("PostgresDeletionQueue.KILL_KEYS", List.of("file")),
          Map.entry("PostgresDeletionQueue.PURGE", List.of("file")),
          Map.entry("PostgresEventLog.DROP", List.of("event")),
          Map.entry("PostgresEventLog.LATEST", List.of("event_head")),
          Map.entry("PostgresFileCatalog.WITH_DIGESTS", List.of("file")),
          Map.entry("PostgresOwnerBook.CHARGED", List.of("stored_bytes")),
          Map.entry("PostgresOwnerBook.COUNT", List.of("file")),
          Map.entry("PostgresScanQueue.TAKE", List.of("file")),
          Map.entry("PostgresWebhookTurns.TAKE", List.of("event_head")),
          Map.entry("QuotaCheck.BYTES", List.of("stored_bytes")),
          Map.entry("QuotaCheck.BYTES_AND_SESSIONS", List.of("file", "stored_bytes")),
          Map.entry(
              "StoredTotals.COUNT",
              List.of("stored_bytes", "file", "file", "file", "file", "file", "file")));

  private static final Pattern STATEMENT =
      Pattern.compile("\\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\\b[\\s\\S]*");
  private static final Pattern VERB = Pattern.compile("\\b(SELECT|INSERT|UPDATE|DELETE)\\b");
  private static final Pattern TABLE =
      Pattern.compile(
          "\\b(FROM|INTO|UPDATE|JOIN|USING)\\s+(file|chunk|first_answer|quota_lock|stored_bytes|event|event_head|download_ticket)\\b");
  private static final Pattern INSERTED = Pattern.compile("\\bINTO\\s+\\w+\\s*\\([^)]*\\bshard\\b");
  private static final Pattern COMPARED =
      Pattern.compile("\\bshard\\s*=\\s*(\\?|\\w+\\.shard\\b)|\\(shard, file_id\\) >");

  @Test
  void everyStatementNamesTheShardOfEachRow() throws Exception {
    Map<String, List<String>> unnamed = new TreeMap<>();
    statements()
        .forEach(
            (name, sql) -> {
              List<String> tables = tablesWithoutShard(sql);
              if (!tables.isEmpty()) {
                unnamed.put(name, tables);
              }
            });

    assertThat(unnamed).isEqualTo(new TreeMap<>(OVER_ALL_SHARDS));
  }

  @Test
  void theStatementsAreFound() throws Exception {
    assertThat(statements())
        .hasSizeGreaterThan(35)
        .containsKeys("AppendsStatement.APPEND", "AppendStatement.PLAIN", "FindStatement.FIND");
  }

  @Test
  void aStatementThatForgetsTheShardIsNoticed() {
    assertThat(tablesWithoutShard("SELECT 1 FROM file WHERE shard = ? AND file_id = ?")).isEmpty();
    assertThat(tablesWithoutShard("SELECT 1 FROM file WHERE file_id = ?")).containsExactly("file");
    assertThat(tablesWithoutShard("INSERT INTO chunk (object_key) SELECT last_key FROM file"))
        .containsExactly("chunk", "file");
    assertThat(
            tablesWithoutShard(
                "WITH a AS (SELECT shard FROM file WHERE shard = ?) DELETE FROM chunk USING a"))
        .containsExactly("chunk");
    assertThat(
            tablesWithoutShard(
                "UPDATE file SET size = greatest(size, ?) FROM a WHERE file.shard = a.shard"))
        .isEmpty();
  }

  /** The constants of all classes here that are statements, and the one that is put together. */
  private static Map<String, String> statements()
      throws IOException, URISyntaxException, ReflectiveOperationException {
    Map<String, String> all = new TreeMap<>();
    all.put(
        "PageStatement.select",
        PageStatement.select(
            List.of(Status.values()), Optional.empty(), FileQuery.Order.NEWEST_FIRST));
    for (Class<?> type : types()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
          field.setAccessible(true);
          String text = (String) field.get(null);
          if (STATEMENT.matcher(text).matches()) {
            all.put(type.getSimpleName() + "." + field.getName(), text);
          }
        }
      }
    }
    return all;
  }

  private static List<Class<?>> types()
      throws IOException, URISyntaxException, ReflectiveOperationException {
    Class<?> one = PostgresPersistence.class;
    Path root = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve(one.getPackageName().replace('.', '/')))) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".class") && !name.startsWith("$") && !name.startsWith("package-info")) {
          types.add(
              Class.forName(
                  one.getPackageName()
                      + "."
                      + name.substring(0, name.length() - ".class".length())));
        }
      }
    }
    return types;
  }

  private static List<String> tablesWithoutShard(String sql) {
    List<String> unnamed = new ArrayList<>();
    for (String query : queries(sql)) {
      Matcher tables = TABLE.matcher(query);
      while (tables.find()) {
        Pattern naming = tables.group(1).equals("INTO") ? INSERTED : COMPARED;
        if (!naming.matcher(query).find()) {
          unnamed.add(tables.group(2));
        }
      }
    }
    return unnamed;
  }

  /** The queries that a statement consists of, each without those within it. */
  private static List<String> queries(String sql) {
    List<String> queries = new ArrayList<>();
    Deque<StringBuilder> open = new ArrayDeque<>();
    open.push(new StringBuilder());
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      switch (c) {
        case '(' -> open.push(new StringBuilder());
        case ')' -> {
          String inner = open.pop().toString();
          boolean isQuery = VERB.matcher(inner).find();
          if (isQuery) {
            queries.add(inner);
          }
          open.element().append('(').append(isQuery ? "" : inner).append(')');
        }
        default -> open.element().append(c);
      }
    }
    queries.add(open.pop().toString());
    return queries;
  }
}
