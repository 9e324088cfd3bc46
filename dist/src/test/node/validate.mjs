// Holds each document on standard input against the schema of its kind: what is required is there, and of its type.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

const group = (apiVersion) =>
  apiVersion.startsWith("monitoring.coreos.com/")
    ? `@kubernetes-models/prometheus-operator/${apiVersion}`
    : `kubernetes-models/${apiVersion}`;

for (const document of parseAllDocuments(readFileSync(0, "utf8"))) {
  const value = document.toJS();
  if (value === null) continue;
  const kind = `${value.apiVersion} ${value.kind}`;
  try {
    const module = await import(`${group(value.apiVersion)}/${value.kind}`);
    new module[value.kind](value).validate();
    console.log(`valid: ${kind}`);
  } catch (failure) {
    console.log(`${kind}: ${failure.message}`);
    process.exitCode = 1;
  }
}
