"""What operators rely on: health, figures, logs, backups, and the files of docs/deploy."""
