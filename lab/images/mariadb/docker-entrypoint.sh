#!/usr/bin/env bash
# Makes the database on the first start, then runs MariaDB as the user mysql.
#
#   MARIADB_ROOT_PASSWORD, or MARIADB_ALLOW_EMPTY_ROOT_PASSWORD, or MARIADB_RANDOM_ROOT_PASSWORD; one is required
#   MARIADB_DATABASE, MARIADB_USER, MARIADB_PASSWORD, MARIADB_ROOT_HOST (default %), MARIADB_INITDB_SKIP_TZINFO
#   /docker-entrypoint-initdb.d  *.sh, *.sql, *.sql.gz, *.sql.xz and *.sql.zst run once, in order, in that database
# Each may be read from a file (NAME_FILE), and MYSQL_NAME is accepted for MARIADB_NAME.
set -eo pipefail
shopt -s nullglob

fail() {
  echo "docker-entrypoint.sh: $*" >&2
  exit 1
}

# variable NAME [DEFAULT]: sets MARIADB_NAME from itself, from MYSQL_NAME, or from the file that NAME_FILE names.
variable() {
  local name=MARIADB_$1 prefix value='' file
  for prefix in MYSQL MARIADB; do
    local plain=${prefix}_$1 from=${prefix}_$1_FILE
    [[ -z ${!plain} || -z ${!from} ]] || fail "both $plain and $from are set; only one may be"
    file=${!from}
    [[ -z $file ]] || value=$(<"$file")
    [[ -z ${!plain} ]] || value=${!plain}
    unset "$from"
  done
  export "$name=${value:-$2}"
}

read_environment() {
  # The old name lacks a word.
  : "${MYSQL_ALLOW_EMPTY_ROOT_PASSWORD:=$MYSQL_ALLOW_EMPTY_PASSWORD}"
  variable ROOT_HOST %
  local name
  for name in ROOT_PASSWORD ALLOW_EMPTY_ROOT_PASSWORD RANDOM_ROOT_PASSWORD DATABASE USER PASSWORD \
    CHARACTER_SET COLLATION INITDB_SKIP_TZINFO; do
    variable "$name"
  done
}

# setting NAME: the value that the server itself would use.
setting() {
  "${server[@]}" --verbose --help 2>/dev/null | awk -v name="$1" '$1 == name { sub(/^[^ \t]+[ \t]+/, ""); print; exit }'
}

demand_password() {
  [[ -n $MARIADB_ROOT_PASSWORD$MARIADB_ALLOW_EMPTY_ROOT_PASSWORD$MARIADB_RANDOM_ROOT_PASSWORD ]] ||
    fail "the database is not initialized and root has no password: set MARIADB_ROOT_PASSWORD," \
      "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD or MARIADB_RANDOM_ROOT_PASSWORD"
  if [[ -n $MARIADB_RANDOM_ROOT_PASSWORD ]]; then
    MARIADB_ROOT_PASSWORD=$(pwgen --numerals --capitalize --symbols --remove-chars="'\\" -1 32)
    echo "docker-entrypoint.sh: GENERATED ROOT PASSWORD: $MARIADB_ROOT_PASSWORD"
  fi
}

make_database() {
  mariadb-install-db --datadir="$data" --rpm --auth-root-authentication-method=normal --skip-test-db \
    --skip-log-bin --expire-logs-days=0 --cross-bootstrap
}

# The server of the first start listens on a socket of its own, so that nobody takes it for ready.
start_privately() {
  socket=$(mktemp -d)/socket
  "${server[@]}" --skip-networking --socket="$socket" --skip-slave-start --expire-logs-days=0 &
  server_pid=$!
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    run_sql --database=mysql <<<'SELECT 1' >/dev/null 2>&1 && return
    kill -0 "$server_pid" 2>/dev/null || break
    sleep 0.1
  done
  fail "the server of the first start does not answer"
}

stop_private_server() {
  kill "$server_pid"
  wait "$server_pid"
  rm -rf "$(dirname "$socket")"
}

root_password=
run_sql() { MYSQL_PWD=$root_password mariadb --no-defaults --protocol=socket -uroot --socket="$socket" --comments "$@"; }

# The name that official images give to it; init scripts call it.
docker_process_sql() { run_sql ${MARIADB_DATABASE:+--database="$MARIADB_DATABASE"} "$@"; }

quoted() {
  local text=${1//\\/\\\\}
  printf "'%s'" "${text//\'/\\\'}"
}

named() { printf '`%s`' "${1//\`/\`\`}"; }

create_users_and_database() {
  local root check_password
  root=$(quoted "$MARIADB_ROOT_PASSWORD")
  check_password=$(pwgen --numerals --capitalize -1 32)
  if [[ -z $MARIADB_INITDB_SKIP_TZINFO ]]; then
    mariadb-tzinfo-to-sql --skip-write-binlog /usr/share/zoneinfo 2>/dev/null | run_sql --database=mysql
  fi
  {
    echo "SET @@SESSION.SQL_LOG_BIN = 0;"
    # A new database lets root in without a password from every address of this container.
    echo "DELETE FROM global_priv WHERE user = '' OR (user = 'root' AND host <> 'localhost'); FLUSH PRIVILEGES;"
    if [[ $MARIADB_ROOT_HOST != localhost ]]; then
      echo "CREATE USER 'root'@$(quoted "$MARIADB_ROOT_HOST") IDENTIFIED BY $root;"
      echo "GRANT ALL ON *.* TO 'root'@$(quoted "$MARIADB_ROOT_HOST") WITH GRANT OPTION;"
    fi
    if [[ -n $MARIADB_DATABASE ]]; then
      echo "CREATE DATABASE IF NOT EXISTS $(named "$MARIADB_DATABASE")" \
        "${MARIADB_CHARACTER_SET:+CHARACTER SET $(quoted "$MARIADB_CHARACTER_SET")}" \
        "${MARIADB_COLLATION:+COLLATE $(quoted "$MARIADB_COLLATION")};"
    fi
    if [[ -n $MARIADB_USER && -n $MARIADB_PASSWORD ]]; then
      echo "CREATE USER $(quoted "$MARIADB_USER")@'%' IDENTIFIED BY $(quoted "$MARIADB_PASSWORD");"
      # In a grant, an underscore stands for any character unless it is escaped.
      [[ -z $MARIADB_DATABASE ]] || echo "GRANT ALL ON $(named "${MARIADB_DATABASE//_/\\_}").* TO $(quoted "$MARIADB_USER")@'%';"
    fi
    local host
    for host in localhost 127.0.0.1 ::1; do
      echo "CREATE USER IF NOT EXISTS 'healthcheck'@'$host' IDENTIFIED BY '$check_password';"
    done
    echo "SET PASSWORD FOR 'root'@'localhost' = PASSWORD($root);"
  } | run_sql --database=mysql
  root_password=$MARIADB_ROOT_PASSWORD
  (
    umask 0077
    printf '[mariadb-client]\nuser=healthcheck\npassword=%s\nprotocol=tcp\nport=%s\nsocket=%s\n' \
      "$check_password" "$(setting port)" "$(setting socket)" >"$data/.my-healthcheck.cnf"
  )
}

run_first_start_scripts() {
  local script
  for script in /docker-entrypoint-initdb.d/*; do
    echo "docker-entrypoint.sh: $script"
    case $script in
      *.sh) if [[ -x $script ]]; then "$script"; else . "$script"; fi ;;
      *.sql) docker_process_sql <"$script" ;;
      *.sql.gz) gunzip -c "$script" | docker_process_sql ;;
      *.sql.xz) xzcat "$script" | docker_process_sql ;;
      *.sql.zst) zstd -dc "$script" | docker_process_sql ;;
      *) echo "docker-entrypoint.sh: ignored, its name ends in nothing known" ;;
    esac
  done
}

wants_help() {
  local argument
  for argument; do
    case $argument in -'?' | --help | --print-defaults | -V | --version) return 0 ;; esac
  done
  return 1
}

[[ ${1:-} != -* ]] || set -- mariadbd "$@"
if [[ ${1:-} == mariadbd || ${1:-} == mysqld ]] && ! wants_help "$@"; then
  server=("$@")
  data=$(setting datadir)
  data=${data%/}
  if [[ $(id -u) == 0 ]]; then
    mkdir -p "$data"
    find "$data" /run/mysqld ! -user mysql -exec chown mysql:mysql {} +
    exec gosu mysql "${BASH_SOURCE[0]}" "$@"
  fi
  if [[ ! -d $data/mysql ]]; then
    read_environment
    demand_password
    make_database
    start_privately
    create_users_and_database
    run_first_start_scripts
    stop_private_server
    echo "docker-entrypoint.sh: the first start is complete; MariaDB is ready to run"
  fi
fi
exec "$@"
