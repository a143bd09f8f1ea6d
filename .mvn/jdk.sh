# Finds a JDK for ./quayside and ./build, which source this file.

# The feature version (21, 25, …) of the JDK in folder $1, or nothing.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
}

# Prints "VERSION FOLDER" for each JDK 21+ in the places where JDKs are usually put.
list_jdks() {
    {
        if [ -n "${JAVA_HOME:-}" ]; then echo "$JAVA_HOME"; fi
        java=$(command -v javac || true)
        if [ -n "$java" ]; then
            while [ -L "$java" ]; do
                link=$(readlink "$java")
                case $link in /*) java=$link ;; *) java=$(dirname "$java")/$link ;; esac
            done
            dirname "$(dirname "$java")"
        fi
        for folder in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk* \
            /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
            /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
            "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
            if [ -d "$folder" ]; then echo "$folder"; fi
        done
    } | while read -r folder; do
        version=$(jdk_version "$folder")
        if [ -n "$version" ] && [ "$version" -ge 21 ]; then echo "$version $folder"; fi
    done
}

# The newest JDK that fits.
find_jdk() {
    jdk=$(list_jdks | sort -k1,1nr -s | sed -n '1s/^[0-9]* //p')
    [ -n "$jdk" ] || fail "needs a JDK 21 or newer, and found none; install one (Debian, Ubuntu: openjdk-21-jdk; Fedora: java-21-openjdk-devel; macOS: brew install openjdk) or set JAVA_HOME"
    echo "$jdk"
}

