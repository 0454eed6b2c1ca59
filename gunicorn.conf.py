"""How gunicorn serves the project, on one machine and in production."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 120  # a bundle of applications with its letters takes its time
graceful_timeout = 30
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"
control_socket_disable = True
