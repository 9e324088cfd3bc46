package io.piecemeal.adapters.mcp.resource;

import io.modelcontextprotocol.spec.McpSchema;
import io.piecemeal.adapters.mcp.content.Excerpt;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.text.WireNames;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bytes of a file as the contents of a resource: text where they are UTF-8, else Base64. */
record ResourceAnswer(String uri, StoredFile file, Excerpt excerpt) {

  McpSchema.ResourceContents whole() {
    return contents(Map.of(FileResources.STATUS, WireNames.of(file)));
  }

  /** The same, and which of the file's bytes they are. */
  McpSchema.ResourceContents part(ByteRange range) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("offset", range.start().value());
    facts.put("length", range.length().value());
    facts.put("size", file.size().value());
    return contents(Map.of(FileResources.STATUS, WireNames.of(file), FileResources.RANGE, facts));
  }

  private McpSchema.ResourceContents contents(Map<String, Object> meta) {
    String type = file.contentType().value();
    return excerpt
        .text()
        .<McpSchema.ResourceContents>map(
            text ->
                McpSchema.TextResourceContents.builder(uri, text).mimeType(type).meta(meta).build())
        .orElseGet(
            () ->
                McpSchema.BlobResourceContents.builder(uri, excerpt.base64())
                    .mimeType(type)
                    .meta(meta)
                    .build());
  }
}
