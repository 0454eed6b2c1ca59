"""The queue between the pages and the worker."""

from django_tasks import task

from aomori_skills.paperwork.services import job_runs


@task()
def run_job(job_id: int) -> None:
    job_runs.run(job_id)
