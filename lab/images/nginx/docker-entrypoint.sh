#!/bin/sh
# Prepares nginx from the environment, then becomes the command.
#   /etc/nginx/templates/NAME.template  becomes /etc/nginx/conf.d/NAME, with ${VARIABLES} of the environment filled in
#   /docker-entrypoint.d/*.envsh, *.sh  are sourced, run
set -eu

templates=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
output=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}

say() { [ -n "${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$0: $*"; }

fill_templates() {
  [ -d "$templates" ] || return 0
  # Only variables that exist are replaced: $uri and its like belong to nginx.
  variables=$(awk -v filter="${NGINX_ENVSUBST_FILTER:-}" \
    'BEGIN { for (name in ENVIRON) if (name ~ /^[A-Za-z_][A-Za-z0-9_]*$/ && name ~ filter) printf "${%s} ", name }')
  find "$templates" -follow -type f -name "*$suffix" | sort | while read -r template; do
    name=${template#"$templates"/}
    target=$output/${name%"$suffix"}
    say "$template becomes $target"
    mkdir -p "$(dirname "$target")"
    envsubst "$variables" <"$template" >"$target"
  done
}

run_parts() {
  for part in /docker-entrypoint.d/*; do
    case $part in
      *.envsh) [ ! -x "$part" ] || { say "sourcing $part"; . "$part"; } ;;
      *.sh) [ ! -x "$part" ] || { say "running $part"; "$part"; } ;;
    esac
  done
}

case ${1:-} in
  nginx | nginx-debug)
    fill_templates
    run_parts
    ;;
esac
exec "$@"
