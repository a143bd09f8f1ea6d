# Sourced by the lab's scripts: where things are kept, and Debian packages without installing them.
# shellcheck shell=bash disable=SC2034

cache_home=${XDG_CACHE_HOME:-$HOME/.cache}/quayside
data_home=${XDG_DATA_HOME:-$HOME/.local/share}/quayside/lab
run_home=${XDG_RUNTIME_DIR:-/run}/quayside-lab

say() { printf '%s\n' "$*" >&2; }

die() {
  say "${0##*/}: $1"
  exit "${2:-1}"
}

# Prints the comment that opens the calling script, which is its manual.
print_help() { sed -n '2,/^[^#]/ { s/^# \{0,1\}//p }' "$0"; }

# make_once DIRECTORY FUNCTION [ARGUMENT…]
# Calls FUNCTION with a scratch folder beside DIRECTORY and renames that to DIRECTORY when it returns. A folder of
# that name is therefore always complete; of two callers one makes it, and what a killed one left is swept away.
make_once() {
  local directory=$1 make=$2 parent name scratch
  shift 2
  [[ -d $directory ]] && return
  parent=$(dirname "$directory") name=$(basename "$directory")
  mkdir -p "$parent"
  (
    flock 9
    [[ -d $directory ]] && exit
    rm -rf "$parent/.$name.new"
    scratch=$parent/.$name.new
    mkdir "$scratch"
    "$make" "$scratch" "$@"
    mv -T "$scratch" "$directory"
  ) 9>"$parent/.$name.lock"
}

# The Debian archive as this machine is configured to reach it: lines of "URI SUITE COMPONENT".
# Asking apt, instead of reading its files, covers both of their formats.
machine_archive() {
  # shellcheck disable=SC2016
  local format='$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)' lists=$1/machine-lists targets
  targets=$(apt-get indextargets --format "$format" 'Created-By: Packages' | sed -n 's/^Debian //p' | sort -u)
  if [[ -z $targets ]]; then
    # apt tells origins only of lists that it has fetched: a fresh machine has none.
    mkdir -p "$lists/partial"
    apt-get -qq -o Dir::State::Lists="$lists" -o APT::Sandbox::User=root update >&2
    targets=$(apt-get -o Dir::State::Lists="$lists" indextargets --format "$format" 'Created-By: Packages' |
      sed -n 's/^Debian //p' | sort -u)
  fi
  [[ -n $targets ]] || die "apt on this machine knows no Debian archive; the lab needs one in its sources"
  printf '%s\n' "$targets"
}

# debian_sources SUITE SCRATCH
# The lines of a sources.list for SUITE, with its updates where the machine has them.
debian_sources() {
  local suite=$1 scratch=$2 archive keyring=/usr/share/keyrings/debian-archive-keyring.gpg options=
  [[ -r $keyring ]] && options="[signed-by=$keyring] "
  archive=$(machine_archive "$scratch")
  if grep -q " $suite " <<<"$archive"; then
    awk -v suite="$suite" -v options="$options" \
      'index($2, suite) == 1 { print "deb " options $1 " " $2 " " $3 }' <<<"$archive"
  else
    awk -v suite="$suite" -v options="$options" \
      '$1 !~ /security/ { print "deb " options $1 " " suite " main"; exit }' <<<"$archive"
  fi
}

# unpack_packages SUITE DESTINATION PACKAGE…
# Lists and archives live in a folder of their own, so that what the machine has installed is neither needed nor changed.
unpack_packages() {
  local suite=$1 destination=$2 apt=$2/.apt archive
  shift 2
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  debian_sources "$suite" "$apt" >"$apt/sources.list"
  local options=(-qq -o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root
    -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null)
  apt-get "${options[@]}" update >&2
  (cd "$apt" && apt-get "${options[@]}" download "$@" >&2)
  for archive in "$apt"/*.deb; do
    dpkg-deb -x "$archive" "$destination"
  done
  rm -rf "$apt"
}

# wrap FILE PROGRAM-AND-ARGUMENTS: a script that runs a program of libexec with the private libraries, so that whoever
# calls it by its path needs no environment for that. An engine calls it hundreds of times: it starts no other program.
wrap() {
  cat >"$1" <<SCRIPT
#!/bin/sh
home=\${0%/bin/*}
export LD_LIBRARY_PATH="\$home/lib" XTABLES_LIBDIR="\$home/lib/xtables"
exec "\$home/libexec/"$2 "\$@"
SCRIPT
  chmod +x "$1"
}

# pid_in FILE WORDS: the process that FILE names, if its command line has WORDS. A pid file outlives a process that was
# killed, and its number may belong to another one now.
pid_in() {
  local pid
  [[ -r $1 ]] && pid=$(<"$1") || return 1
  [[ -r /proc/$pid/cmdline ]] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "$2" && echo "$pid"
}

# wait_until SECONDS COMMAND…
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}
