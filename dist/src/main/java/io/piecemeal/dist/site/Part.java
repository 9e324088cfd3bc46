package io.piecemeal.dist.site;

import java.util.List;

/**
 * A part of the site, by what its reader is about to do.
 *
 * @param pages its pages in Markdown, from the root of the checkout; the first is where it begins
 */
record Part(String name, List<String> pages) {

  static final List<Part> ALL =
      List.of(
          new Part("Try", List.of("README.md", "docs/console.md", "docs/cli.md")),
          new Part("Deploy", List.of("docs/deploy.md", "docs/reverse-proxies.md", "docs/scale.md")),
          new Part(
              "Operate",
              List.of(
                  "docs/operations.md",
                  "docs/access.md",
                  "docs/reliability.md",
                  "docs/performance.md",
                  "SECURITY.md",
                  "CHANGELOG.md")),
          new Part(
              "Integrate",
              List.of(
                  "docs/api.md",
                  "docs/events.md",
                  "docs/protocols.md",
                  "docs/clients.md",
                  "docs/mcp.md")),
          new Part(
              "Extend",
              List.of(
                  "docs/architecture.md",
                  "docs/glossary.md",
                  "docs/write-your-own-adapter.md",
                  "CONTRIBUTING.md",
                  "benchmarks/README.md",
                  "faults/README.md")));
}
