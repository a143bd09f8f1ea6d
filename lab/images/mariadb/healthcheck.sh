#!/usr/bin/env bash
# Says by its exit code whether MariaDB is up: every test asked for must hold.
#   healthcheck.sh [--connect] [--innodb_initialized]
# It signs in as a user that the entry point made for this and that may do nothing else.
set -eo pipefail

query() {
  mariadb --defaults-file="${DATADIR:-/var/lib/mysql}/.my-healthcheck.cnf" --skip-column-names --batch -e "$1"
}

(($#)) || set -- --connect
for test; do
  case $test in
    --connect) query 'SELECT 1' >/dev/null ;;
    --innodb_initialized)
      [[ $(query "SELECT 1 FROM information_schema.ENGINES WHERE engine = 'innodb' AND support IN ('YES', 'DEFAULT', 'ENABLED')") == 1 ]]
      ;;
    *)
      echo "healthcheck.sh: unknown test '$test'" >&2
      exit 2
      ;;
  esac
done
