{{/* Plain settings of one app, as name: value. Called with (dict "root" $ "component" name "app" app). */}}
{{- define "starling.config" -}}
{{- $config := .root.Values.config -}}
{{- $settings := dict
  "HOST" $config.host
  "PORT" "8080"
  "LOG_LEVEL" $config.logLevel
  "LOG_FORMAT" $config.logFormat
  "DATABASE_POOL_SIZE" (toString .app.databasePoolSize)
  "MEDIA_QUOTA_BYTES" (printf "%.0f" (float64 $config.mediaQuotaBytes))
  "NODE_OPTIONS" .app.nodeOptions
-}}
{{- if has .component (list "api-gateway" "ws-fanout") -}}
{{- $behindIngress := .root.Values.ingress.enabled -}}
{{- $trust := ternary $behindIngress $config.trustProxy (kindIs "invalid" $config.trustProxy) -}}
{{- $_ := set $settings "TRUST_PROXY" (toString $trust) -}}
{{- $_ := set $settings "HSTS_SECONDS" (printf "%.0f" (float64 $config.hstsSeconds)) -}}
{{- end -}}
{{- if has .component (list "api-gateway" "session-worker" "ws-fanout") -}}
{{- with $config.publicUrl }}{{ $_ := set $settings "PUBLIC_URL" . }}{{ end -}}
{{- end -}}
{{- if eq .component "session-worker" -}}
{{- with $config.whatsappWsUrl }}{{ $_ := set $settings "WHATSAPP_WS_URL" . }}{{ end -}}
{{- $_ := set $settings "MEDIA_BASE64_MAX_BYTES" (printf "%.0f" (float64 $config.mediaBase64MaxBytes)) -}}
{{- $_ := set $settings "MEDIA_KEEP_DAYS" (toString $config.mediaKeepDays) -}}
{{- end -}}
{{- if has .component (list "api-gateway" "session-worker" "delivery-worker") -}}
{{- $_ := set $settings "ALLOW_PRIVATE_URLS" (toString $config.allowPrivateUrls) -}}
{{- end -}}
{{- if eq .component "delivery-worker" -}}
{{- $_ := set $settings "MESSAGE_RETENTION_DAYS" (toString $config.messageRetentionDays) -}}
{{- end -}}
{{- range $name, $value := .app.env }}{{ $_ := set $settings $name $value }}{{ end -}}
{{- toYaml $settings -}}
{{- end -}}

{{- define "starling.secretName" -}}
{{- default (include "starling.fullname" .) .Values.secrets.existingSecret -}}
{{- end -}}

{{- define "starling.databaseUrl" -}}
{{- required "secrets.databaseUrl is required: this chart brings no Postgres. Give the URL of yours, or name a Secret of yours in secrets.existingSecret." .Values.secrets.databaseUrl -}}
{{- end -}}

{{/* The content of the chart's own Secret. */}}
{{- define "starling.secretData" -}}
{{- $secrets := .Values.secrets -}}
DATABASE_URL: {{ include "starling.databaseUrl" . | quote }}
REDIS_URL: {{ required "secrets.redisUrl is required: this chart brings no Redis. Give the URL of yours, or name a Secret of yours in secrets.existingSecret." $secrets.redisUrl | quote }}
ENCRYPTION_KEY: {{ required "secrets.encryptionKey is required: 32 bytes, made once and kept (openssl rand -hex 32), or name a Secret of yours in secrets.existingSecret." $secrets.encryptionKey | quote }}
ADMIN_TOKEN: {{ required "secrets.adminToken is required (openssl rand -hex 32), or name a Secret of yours in secrets.existingSecret." $secrets.adminToken | quote }}
{{- with $secrets.encryptionKeysOld }}
ENCRYPTION_KEYS_OLD: {{ join "," . | quote }}
{{- end }}
{{- with $secrets.accountToken }}
ACCOUNT_TOKEN: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* Changes when pods must restart to see new secrets. */}}
{{- define "starling.secretRevision" -}}
{{- if .Values.secrets.existingSecret -}}
{{- printf "%s/%s" .Values.secrets.existingSecret .Values.secrets.existingSecretRevision | sha256sum -}}
{{- else -}}
{{- include "starling.secretData" . | sha256sum -}}
{{- end -}}
{{- end -}}

{{/* Each app is given the secrets it knows and no others. Called with (dict "root" $ "component" name). */}}
{{- define "starling.secretVariables" -}}
{{- $isGateway := eq .component "api-gateway" -}}
{{- $secret := include "starling.secretName" .root -}}
{{- range $name := concat (list "DATABASE_URL" "REDIS_URL" "ENCRYPTION_KEY") (ternary (list "ADMIN_TOKEN") list $isGateway) }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef: { name: {{ $secret }}, key: {{ $name }} }
{{- end }}
{{- range $name := concat (list "ENCRYPTION_KEYS_OLD") (ternary (list "ACCOUNT_TOKEN") list $isGateway) }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef: { name: {{ $secret }}, key: {{ $name }}, optional: true }
{{- end }}
{{- end -}}
