#!/bin/sh
# Page views and searches of yesterday, from the files of the log that were written in the last three days. They have the
# same names on the machine and in the service `web`.
set -eu
day=$(TZ=Asia/Ho_Chi_Minh date --date=yesterday +%F)
files=$(find /var/log/cityportal -name 'access.log*' -mtime -3)
# shellcheck disable=SC2086 -- several names
exec docker compose --file deploy/compose.yaml exec -T web python manage.py count_use --day "$day" $files
