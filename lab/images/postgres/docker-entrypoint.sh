#!/usr/bin/env bash
# Makes the database cluster on the first start, then runs PostgreSQL as the user postgres.
#
#   POSTGRES_PASSWORD           the superuser's password; required unless POSTGRES_HOST_AUTH_METHOD is trust
#   POSTGRES_USER, POSTGRES_DB  default postgres, and the user's name
#   POSTGRES_INITDB_ARGS, POSTGRES_INITDB_WALDIR, POSTGRES_HOST_AUTH_METHOD
#   PGDATA                      where the cluster is
#   /docker-entrypoint-initdb.d *.sh, *.sql, *.sql.gz, *.sql.xz and *.sql.zst run once, in order, in the new database
# Each of the first four may be read from a file: NAME_FILE.
set -Eeuo pipefail

fail() {
  echo "docker-entrypoint.sh: $*" >&2
  exit 1
}

# variable NAME DEFAULT: sets NAME from itself, from the file that NAME_FILE names, or to the default.
variable() {
  local name=$1 file=${1}_FILE
  [[ -z ${!name:-} || -z ${!file:-} ]] || fail "both $name and $file are set; only one may be"
  if [[ -n ${!file:-} ]]; then
    export "$name=$(<"${!file}")"
  else
    export "$name=${!name:-$2}"
  fi
  unset "$file"
}

read_environment() {
  variable POSTGRES_PASSWORD ''
  variable POSTGRES_USER postgres
  variable POSTGRES_DB "$POSTGRES_USER"
  variable POSTGRES_INITDB_ARGS ''
  : "${POSTGRES_HOST_AUTH_METHOD:=}"
}

prepare_directories() {
  mkdir -p "$PGDATA"
  chmod 00700 "$PGDATA" 2>/dev/null || true
  [[ -z ${POSTGRES_INITDB_WALDIR:-} ]] || mkdir -p "$POSTGRES_INITDB_WALDIR"
  if [[ $(id -u) == 0 ]]; then
    find "$PGDATA" ${POSTGRES_INITDB_WALDIR:+"$POSTGRES_INITDB_WALDIR"} ! -user postgres -exec chown postgres:postgres {} +
  fi
}

demand_password() {
  if [[ -z $POSTGRES_PASSWORD && $POSTGRES_HOST_AUTH_METHOD != trust ]]; then
    fail "the database is not initialized and has no superuser password:" \
      "set POSTGRES_PASSWORD (or POSTGRES_HOST_AUTH_METHOD=trust, which lets anyone in without one)"
  fi
  [[ $POSTGRES_HOST_AUTH_METHOD != trust ]] ||
    echo "docker-entrypoint.sh: WARNING: POSTGRES_HOST_AUTH_METHOD=trust lets anyone in without a password" >&2
}

make_cluster() {
  local arguments=()
  # As in a shell command line: the variable may hold quoted words.
  eval "arguments=($POSTGRES_INITDB_ARGS)"
  [[ -z ${POSTGRES_INITDB_WALDIR:-} ]] || arguments+=(--waldir "$POSTGRES_INITDB_WALDIR")
  initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${arguments[@]}"
  local method=$POSTGRES_HOST_AUTH_METHOD
  : "${method:=$(postgres -C password_encryption -D "$PGDATA" "$@" 2>/dev/null || echo scram-sha-256)}"
  printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"
}

# The server of the first start listens on a socket of its own, so that nobody takes it for ready.
start_privately() {
  PGHOST=$(mktemp -d)
  export PGHOST
  pg_ctl -D "$PGDATA" -w -o "$(printf '%q ' "$@" -c listen_addresses= -c "unix_socket_directories=$PGHOST" -p "${PGPORT:-5432}")" start
}

stop_private_server() {
  pg_ctl -D "$PGDATA" -m fast -w stop
  rm -rf "$PGHOST"
  unset PGHOST
}

run_sql() {
  PGPASSWORD=${PGPASSWORD:-$POSTGRES_PASSWORD} psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" "$@"
}

# The name that official images give to it; init scripts call it.
docker_process_sql() { run_sql --no-password --dbname "$POSTGRES_DB" "$@"; }

create_database() {
  local exists
  exists=$(run_sql --dbname postgres -v name="$POSTGRES_DB" -tA <<<"SELECT 1 FROM pg_database WHERE datname = :'name';")
  [[ -n $exists ]] || run_sql --dbname postgres -v name="$POSTGRES_DB" <<<'CREATE DATABASE :"name";'
}

run_first_start_scripts() {
  local script
  for script in /docker-entrypoint-initdb.d/*; do
    [[ -e $script ]] || continue
    echo "docker-entrypoint.sh: $script"
    case $script in
      *.sh) if [[ -x $script ]]; then "$script"; else . "$script"; fi ;;
      *.sql) docker_process_sql -f "$script" ;;
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
    case $argument in -'?' | --help | --describe-config | -V | --version) return 0 ;; esac
  done
  return 1
}

main() {
  [[ ${1:-} != -* ]] || set -- postgres "$@"
  if [[ ${1:-} == postgres ]] && ! wants_help "$@"; then
    read_environment
    prepare_directories
    if [[ $(id -u) == 0 ]]; then
      exec gosu postgres "$BASH_SOURCE" "$@"
    fi
    if [[ ! -s $PGDATA/PG_VERSION ]]; then
      demand_password
      make_cluster "${@:2}"
      start_privately "${@:2}"
      create_database
      run_first_start_scripts
      stop_private_server
      echo "docker-entrypoint.sh: the first start is complete; PostgreSQL is ready to run"
    fi
  fi
  exec "$@"
}

main "$@"
