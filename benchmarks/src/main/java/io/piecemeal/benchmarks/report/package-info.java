/** Figures as text, Markdown, JSON and SVG. */
@NullMarked
package io.piecemeal.benchmarks.report;

import org.jspecify.annotations.NullMarked;
