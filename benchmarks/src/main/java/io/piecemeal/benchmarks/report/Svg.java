package io.piecemeal.benchmarks.report;

import java.util.Locale;

/** A drawing. The origin is at the top left. */
final class Svg {

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Which point of a text its position is. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  void rectangle(double x, double y, double w, double h, String colour) {
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
            x,
            y,
            w,
            h,
            colour));
  }

  void line(double x1, double y1, double x2, double y2) {
    body.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#444\"/>%n",
            x1,
            y1,
            x2,
            y2));
  }

  void text(double x, double y, Anchor anchor, String text) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor.name().toLowerCase(Locale.ROOT),
            escape(text)));
  }

  String render() {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n",
            width,
            height,
            width,
            height)
        + String.format(
            "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n%s</svg>%n", width, height, body);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
