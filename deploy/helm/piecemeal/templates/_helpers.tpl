{{- define "piecemeal.selector" -}}
app.kubernetes.io/name: piecemeal
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "piecemeal.labels" -}}
{{ include "piecemeal.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}
