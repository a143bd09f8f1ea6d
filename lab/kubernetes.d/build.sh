# Sourced by lab/kubernetes: makes the programs and images, each once.
# shellcheck shell=bash disable=SC2154

need_go() { command -v go >/dev/null || die "Kubernetes is built from Go modules: install Go 1.26 or newer"; }

# One run of the linker for all parts of the server, and kubectl from the same modules.
make_kubernetes() {
  local scratch=$1 source=$1/source flags="-s -w" minor=${kubernetes_version#1.} package
  minor=${minor%.*}
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    flags+=" -X $package.gitVersion=v$kubernetes_version -X $package.gitMajor=1 -X $package.gitMinor=$minor"
    flags+=" -X $package.gitCommit=none -X $package.gitTreeState=clean -X $package.buildDate=2026-01-01T00:00:00Z"
  done
  # A copy: the go command completes go.mod and go.sum.
  cp -r "$parts/hyperkube" "$source"
  sed -i "s/v0\.36\.4/v0.${kubernetes_version#1.}/; s/v1\.36\.4/v$kubernetes_version/" "$source/go.mod"
  mkdir "$scratch/bin"
  (
    cd "$source"
    export CGO_ENABLED=0 GOFLAGS="${GOFLAGS:-} -mod=mod"
    go build -trimpath -ldflags "$flags" -o "$scratch/bin/" . k8s.io/kubernetes/cmd/kubectl
  )
  rm -rf "$source"
}

# make_program SCRATCH PACKAGE VERSION
make_program() { CGO_ENABLED=0 GOBIN=$1 go install -trimpath -ldflags "-s -w" "$2@$3"; }

# make_policies SCRATCH: our own program that enforces network policies.
make_policies() {
  cp -r "$parts/policies" "$1/source"
  (
    cd "$1/source"
    CGO_ENABLED=0 GOFLAGS="${GOFLAGS:-} -mod=mod" go build -trimpath -ldflags "-s -w" -o "$1/" .
  )
  rm -rf "$1/source"
}

# The plugins that connect pods, and nft, with the libraries that small systems lack.
make_network_tools() {
  local scratch=$1 unpacked=$1/unpacked
  unpack_packages bookworm "$unpacked" containernetworking-plugins nftables libnftables1 libnftnl11 libmnl0 \
    libxtables12 libjansson4 libgmp10 libedit2 libbsd0 libmd0 libtinfo6
  mkdir "$scratch/bin" "$scratch/lib" "$scratch/libexec"
  mv "$unpacked/usr/lib/cni" "$scratch/cni"
  mv "$unpacked/usr/sbin/nft" "$scratch/libexec/"
  cp -a "$unpacked"/usr/lib/*/*.so* "$scratch/lib/"
  if [[ -d $unpacked/lib ]]; then cp -a "$unpacked"/lib/*/*.so* "$scratch/lib/"; fi
  wrap "$scratch/bin/nft" nft
  rm -rf "$unpacked"
}

# pack_image ROOT-TAR NAME COMMAND: an image of one layer as an OCI archive, on standard output.
pack_image() {
  local folder layer config manifest
  folder=$(mktemp -d)
  mkdir -p "$folder/blobs/sha256"
  echo '{"imageLayoutVersion": "1.0.0"}' >"$folder/oci-layout"
  layer=$(blob "$folder" <"$1")
  config=$(blob "$folder" <<<"{\"architecture\": \"$(architecture)\", \"os\": \"linux\", \"config\": {\"Cmd\": [\"$3\"],
    \"Env\": [\"PATH=/bin:/sbin:/usr/bin:/usr/sbin\"], \"Labels\": {\"dev.quayside.image.made-from\": \"packages\"}},
    \"rootfs\": {\"type\": \"layers\", \"diff_ids\": [\"${layer%,*}\"]}}")
  manifest=$(blob "$folder" <<<"{\"schemaVersion\": 2, \"mediaType\": \"application/vnd.oci.image.manifest.v1+json\",
    \"config\": {\"mediaType\": \"application/vnd.oci.image.config.v1+json\", $(descriptor "$config")},
    \"layers\": [{\"mediaType\": \"application/vnd.oci.image.layer.v1.tar\", $(descriptor "$layer")}]}")
  cat >"$folder/index.json" <<JSON
{"schemaVersion": 2, "manifests": [{"mediaType": "application/vnd.oci.image.manifest.v1+json",
  $(descriptor "$manifest"), "annotations": {"io.containerd.image.name": "$2"}}]}
JSON
  tar -C "$folder" -c oci-layout index.json blobs
  rm -rf "$folder"
}

# Stores standard input in a layout and prints "DIGEST,SIZE".
blob() {
  local file=$1/blob digest
  cat >"$file"
  digest=$(sha256sum "$file" | cut -d' ' -f1)
  mv "$file" "$1/blobs/sha256/$digest"
  echo "sha256:$digest,$(stat -c %s "$1/blobs/sha256/$digest")"
}

descriptor() { echo "\"digest\": \"${1%,*}\", \"size\": ${1#*,}"; }

architecture() { dpkg --print-architecture; }

# What every pod holds first, and what the storage class makes its volumes with.
make_images() {
  local scratch=$1
  mkdir "$scratch/image"
  CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o "$scratch/image/pause" "$parts/pause/main.go"
  tar -C "$scratch/image" --numeric-owner --owner=0 --group=0 -cf "$scratch/image.tar" pause
  pack_image "$scratch/image.tar" quayside.test/pause:lab /pause >"$scratch/pause.tar"
  "$lab/images/base" busybox "$scratch/image.tar"
  pack_image "$scratch/image.tar" busybox:1.37 sh >"$scratch/busybox.tar"
  rm -rf "$scratch/image" "$scratch/image.tar"
}

build_control_plane() {
  [[ -x $hyperkube ]] && return
  need_go
  say "building Kubernetes $kubernetes_version"
  make_once "$cache_home/kubernetes/$kubernetes_version" make_kubernetes
}

program() {
  local name=$1 package=$2 version=$3
  make_once "$tools/$name-$version" make_program "$package" "v$version"
  offer "$name" "$tools/$name-$version"
}

# offer NAME FOLDER: under one path for all versions.
offer() {
  mkdir -p "$tools/bin"
  ln -sfn "$2/$1" "$tools/bin/$1"
}

# The folder of a program made from sources here: changed sources are another folder.
home_of_policies() { echo "$tools/policies-$(cat "$parts"/policies/* | sha256sum | cut -c1-12)"; }

build() {
  build_control_plane
  need_go
  [[ -d $engine ]] || "$lab/engine" fetch 29
  "$lab/registry" fetch
  make_once "$network_tools" make_network_tools
  make_once "$images" make_images
  program ctr github.com/containerd/containerd/v2/cmd/ctr 2.4.2
  program coredns github.com/coredns/coredns 1.15.0
  program metrics-server sigs.k8s.io/metrics-server/cmd/metrics-server 0.9.0
  program local-path-provisioner github.com/rancher/local-path-provisioner 0.0.30
  make_once "$(home_of_policies)" make_policies
  offer policies "$(home_of_policies)"
}
