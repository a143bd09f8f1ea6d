#!/bin/sh
# Runs redis-server as the user redis; arguments alone are meant for redis-server.
set -eu

case ${1:-} in
  -* | *.conf) set -- redis-server "$@" ;;
esac

# Protected mode would refuse every other container. A configuration that speaks of it keeps its word.
protection_is_chosen() {
  for argument; do
    case $argument in
      --protected-mode) return 0 ;;
      *.conf) ! grep -Eqi '^[[:space:]]*protected-mode[[:space:]]' "$argument" 2>/dev/null || return 0 ;;
    esac
  done
  return 1
}

if [ "${1:-}" = redis-server ]; then
  case ${2:-} in
    -v | --version | -h | --help | --test-memory | --check-system) exec "$@" ;;
  esac
  protection_is_chosen "$@" || set -- "$@" --protected-mode no
  if [ "$(id -u)" = 0 ]; then
    find . ! -user redis -exec chown redis:redis {} +
    exec gosu redis "$0" "$@"
  fi
  # What redis writes holds its users' data.
  [ "$(umask)" != 0022 ] || umask 0077
fi
exec "$@"
