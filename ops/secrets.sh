#!/bin/sh
# Writes the two secrets that docker-compose.yml asks for into .env, once: sh ops/secrets.sh
set -eu
cd "$(dirname "$0")/.."
umask 077
touch .env
[ -z "$(tail -c 1 .env)" ] || echo >>.env
for name in STAFF_TOKEN POSTGRES_PASSWORD; do
  if grep -q "^$name=." .env; then
    echo "$name is in .env already and stays."
  else
    sed -i.old "/^$name=\$/d" .env && rm -f .env.old
    echo "$name=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')" >>.env
    echo "$name was made and put into .env."
  fi
done
