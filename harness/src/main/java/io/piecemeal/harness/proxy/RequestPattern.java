package io.piecemeal.harness.proxy;

import java.util.regex.Pattern;

/**
 * Requests of a kind.
 *
 * @param method or {@code *} for any
 * @param path without a query; {@code *} in it stands for anything but a slash
 */
record RequestPattern(String method, String path) {

  boolean matches(String otherMethod, String target) {
    String bare = target.split("\\?", 2)[0];
    String regex = "\\Q" + path.replace("*", "\\E[^/]*\\Q") + "\\E";
    return (method.equals("*") || method.equals(otherMethod)) && Pattern.matches(regex, bare);
  }
}
