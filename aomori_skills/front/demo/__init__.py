"""The fictional office: invented people at real institutions, told as stories over the services.

``accounts`` who signs in · ``office``, ``organizations``, ``register``, ``candidates``,
``documents`` the masters and records · ``applicants`` and ``contents`` the acts around one
application · ``last_year`` and ``this_year`` the stories · ``agenda``, ``clock`` and ``workdays``
when each act happens · ``loading`` all of it.
"""
