# One fact a line: what it is about, then what is seen.
say() { printf '%s\n' "$*"; }
trap 'say signal TERM; exit 0' TERM
trap 'say signal INT; exit 0' INT
trap 'say signal QUIT; exit 0' QUIT

count=0
for word in "$@"; do
  count=$((count + 1))
  say "argument $count [$word]"
done
env | sort | sed 's/^/variable /'
say "user $(id -u) group $(id -g) groups $(id -G)"
say "folder $(pwd)"
say "host $(hostname)"
for path in /var/spool /memory /etc/probe.conf /etc/title /probe/report.sh /run/secrets/key /run/secrets/own; do
  say "permissions of $path $(stat -L -c '%a %u:%g' "$path")"
done
for path in /etc/probe.conf /etc/title /run/secrets/key /run/secrets/own; do
  say "content of $path $(cat "$path" 2>/dev/null || echo unreadable)"
done
for folder in / /etc /var/spool /memory /run/secrets; do
  if touch "$folder/written" 2>/dev/null; then say "writes to $folder yes"; else say "writes to $folder no"; fi
done
for line in CapInh CapPrm CapEff CapBnd NoNewPrivs Seccomp; do
  say "status $line $(sed -n "s/^$line:[[:space:]]*//p" /proc/self/status)"
done
for limit in memory.max cpu.max; do
  say "limit $limit $(cat /sys/fs/cgroup/$limit 2>/dev/null || echo unknown)"
done
tries=0
until wget -q -O /dev/null http://peer:8080/title || test $tries -ge 60; do
  tries=$((tries + 1))
  sleep 1
done
for name in peer partner; do
  say "page of $name $(wget -q -T 5 -O - "http://$name:8080/title" || echo unreachable)"
done
say "host elsewhere $(sed -n 's/[[:space:]].*elsewhere.*//p' /etc/hosts)"
say "terminal $(test -t 1 && echo yes || echo no)"
say "process $$"
say ready
while :; do sleep 1 & wait $!; done
