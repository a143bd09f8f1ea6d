# Sourced by lab/kubernetes: copies images into the cluster's registry.
# shellcheck shell=bash disable=SC2154

# push IMAGE|NAME=FILE…
push() {
  local image
  runs registry || die "the cluster has no registry; start one with: kubernetes up"
  for image; do
    if [[ $image == *=* ]]; then
      push_archive "${image%%=*}" "${image#*=}"
    else
      push_from_engine "$image"
    fi
  done
}

# By curl, so that no docker command is needed.
push_from_engine() (
  archive=$(mktemp) socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
  trap 'rm -f "$archive"' EXIT
  curl -sS --fail --max-time 600 --unix-socket "${socket#unix://}" -o "$archive" "http://engine/images/$1/get" ||
    die "the engine at $socket has no image $1"
  push_archive "$1" "$archive"
)

# push_archive NAME FILE: by way of the first node's containerd, in a namespace that its kubelet does not see.
push_archive() {
  local name image ctr=("$tools/bin/ctr" --address "$run/node1-containerd.sock" --namespace "push-$$")
  name=$(name_in_registry "$1")
  "${ctr[@]}" images import --local --no-unpack "$2" >/dev/null
  image=$("${ctr[@]}" images list --quiet | head -n 1)
  [[ -n $image ]] || die "no image in $2 has a name"
  nsenter --net="/run/netns/$control_namespace" "${ctr[@]}" images push --local --plain-http \
    "$registry_address/$name" "$image" >/dev/null
  "${ctr[@]}" images list --quiet | xargs "${ctr[@]}" images remove --sync >/dev/null
  "${ctr[@]}" namespaces remove "push-$$" >/dev/null
  say "pushed $name"
}

# The name under which containerd asks a mirror: without the registry, official images in "library".
name_in_registry() {
  local name=$1
  if [[ $name == */* && ${name%%/*} =~ [.:]|^localhost$ ]]; then name=${name#*/}; fi
  [[ $name == */* ]] || name=library/$name
  [[ ${name##*/} == *:* ]] || name=$name:latest
  echo "$name"
}
